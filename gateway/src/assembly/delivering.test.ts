import { expect, it } from "vitest";
import { makeAuthority } from "../delivery/testing.ts";
import { member, post } from "./testing.ts";
import { ORDER, openForProgram } from "./testing-programs.ts";

const WAIT = { timeout: 5_000 };

const authority = makeAuthority();

it("a gateway that runs forgets old deliveries again and again", async () => {
  const { origin, headers, sink, db } = await openForProgram(authority, {
    RINGBACK_DELIVERY_RETENTION_SWEEP_MS: "100",
  });
  const ended = async () => {
    const order = { ...ORDER, sink: `${sink.origin}/events` };
    const created = await post(origin, "/calls", order, headers);
    const callId = member(created, "callId");
    await fetch(`${origin}/calls/${callId}`, { method: "DELETE", headers });
    await expect.poll(() => states(callId), WAIT).toEqual(["delivered"]);
    return callId;
  };
  const states = async (callId: string) => {
    const rows = await db
      .selectFrom("deliveries")
      .select("state")
      .where("call_id", "=", callId)
      .where("is_final", "=", 1)
      .execute();
    return rows.map(({ state }) => state);
  };
  for (let times = 0; times < 2; times += 1) {
    const callId = await ended();
    await db
      .updateTable("deliveries")
      .set({ settled_at: 0 })
      .where("call_id", "=", callId)
      .execute();
    await expect.poll(() => states(callId), WAIT).toEqual([]);
  }
});
