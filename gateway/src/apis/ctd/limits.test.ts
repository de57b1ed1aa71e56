/** A program beyond its own limit takes nothing of what it shares with others. */
import { expect, it } from "vitest";
import { ALICE, ORDER, OUTSIDE, openCtd, testClient } from "./testing.ts";

const LIMITS = { perMinutePerUser: 10, perMinutePerWorkspace: 300 };

it("a program that asks on and on is refused alone: another's first call is made", async () => {
  const { policy } = testClient();
  const limited = testClient({ policy: { ...policy, callsPerMinute: 60 } });
  const door = await openCtd(
    [limited, testClient({ id: "other" })],
    undefined,
    {
      originateLimits: LIMITS,
    },
  );
  door.pbx.available = { a: "unavailable", b: "unknown" };
  const statuses: number[] = [];
  for (let n = 0; n < 320; n += 1)
    statuses.push((await door.ask("POST", "/calls", { body: ORDER })).status);
  expect(statuses).toEqual([...Array(60).fill(422), ...Array(260).fill(429)]);
  door.pbx.available = { a: "available", b: "unknown" };
  const body = { caller: { number: ALICE }, callee: { number: OUTSIDE } };
  const other = await door.ask("POST", "/calls", { token: "other", body });
  expect(other.status).toBe(201);
});
