import { afterEach, expect, it, vi } from "vitest";
import { call, openGateway } from "./testing.ts";

const HOUR_MS = 3_600_000;
const ENDS = {
  rings: { state: "ended", outcome: "no_answer", end_reason: "a_no_answer" },
  talks: { state: "ended", outcome: "completed", ended_by: "callee" },
};

afterEach(() => vi.restoreAllMocks());

it.each([HOUR_MS, -HOUR_MS])(
  "a clock set by %i ms cuts nobody off and leaves no call behind",
  async (ms) => {
    const real = Date.now.bind(Date);
    let set = 0;
    vi.spyOn(Date, "now").mockImplementation(() => real() + set);
    const { origin, simulator, db } = await openGateway({
      RINGBACK_CALLS_DEADLINE_SWEEP_MS: "20",
    });
    const stateOf = (iden: string) =>
      db
        .selectFrom("calls")
        .selectAll()
        .where("iden", "=", iden)
        .executeTakeFirstOrThrow();
    const reached = (iden: string, state: string) =>
      vi.waitUntil(async () => (await stateOf(iden)).state === state, {
        timeout: 5_000,
      });
    const talks = await call(origin, "102", {
      iden: "talks",
      maxDuration: 60_000,
    });
    expect(talks).toMatchObject({ status: 200 });
    await reached("talks", "active");
    simulator.phones.script("alice", { does: "noanswer" });
    await call(origin, "102", { iden: "rings", dialTimeout: 1 });
    await reached("rings", "alerting_a");
    set = ms;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await stateOf("talks")).toMatchObject({ state: "active" });
    await reached("rings", "ended");
    simulator.phones.hangup("bob");
    await reached("talks", "ended");
    for (const iden of ["rings", "talks"] as const)
      expect(await stateOf(iden)).toMatchObject(ENDS[iden]);
    expect(simulator.channels()).toBe(0);
  },
);
