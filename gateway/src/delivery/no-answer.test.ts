import { describe, expect, it, vi } from "vitest";
import { idsOf, makeAuthority, quiet, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();
const MINUTE = 60_000;

describe("no answer", () => {
  it("a sink that is down for an hour gets everything, once and in order", async () => {
    const first = await startSink(authority);
    const { port, origin } = first;
    await first.stop();
    const { queue, settled, pass, db } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: origin }, [{}, {}, {}]);
    const attempts = async () =>
      (await db.selectFrom("delivery_attempts").select("error").execute())
        .length;
    for (const [index, ms] of [
      2_000,
      10_000,
      MINUTE,
      5 * MINUTE,
      30 * MINUTE,
    ].entries()) {
      await vi.waitUntil(async () => (await attempts()) === index + 1);
      pass(ms);
    }
    await vi.waitUntil(async () => (await attempts()) === 6);
    const back = await startSink(authority, undefined, port);
    pass(60 * MINUTE);
    await quiet();
    expect(back.taken).toHaveLength(0);
    pass(60 * MINUTE);
    await settled();
    expect(idsOf(back.taken)).toEqual(["one-1", "one-2", "one-3"]);
    const rows = await db.selectFrom("delivery_attempts").selectAll().execute();
    expect(
      rows.slice(0, 6).map(({ status, error }) => [status, error]),
    ).toEqual(Array(6).fill([null, "E_CONNECT"]));
  });

  it("an address that is not permitted any more", async () => {
    const { queue, settled, states } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: "https://10.0.0.1/" });
    await settled();
    expect(await states()).toEqual({ "one-1": "dead address_refused" });
  });
});
