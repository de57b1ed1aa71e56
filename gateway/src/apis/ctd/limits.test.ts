/** A program beyond its own limit takes nothing of what it shares with others. */
import { expect, it } from "vitest";
import { ALICE, ORDER, OUTSIDE, openCtd, testClient } from "./testing.ts";
import { refusal } from "./testing-answers.ts";

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

it("stands where the guide says among the refusals, and counts what is refused behind it", async () => {
  const { policy } = testClient();
  const door = await openCtd([
    testClient({ policy: { ...policy, callsPerMinute: 1, callsAtOnce: 1 } }),
  ]);
  const order = async (callee: string, key?: string) => {
    const body = { caller: { number: ALICE }, callee: { number: callee } };
    const headers = key === undefined ? {} : { "idempotency-key": key };
    const response = await door.ask("POST", "/calls", { body, headers });
    return response.status === 201 ? "made" : (await refusal(response)).join();
  };
  const twice = async (callee: string) => {
    door.clock.now += 60_000;
    return [await order(callee), await order(callee)];
  };
  const beyond = "429,TOO_MANY_REQUESTS";
  const another = "+34944444444";
  expect(await order(OUTSIDE, "used")).toBe("made");
  expect(await order(OUTSIDE)).toBe(beyond);
  await door.settled();
  // Nothing of these is counted.
  expect(await order("+34999123456")).toBe("422,CALLEE_NOT_AVAILABLE");
  expect(await order(OUTSIDE, "used")).toBe("made");
  expect(await order(another, "used")).toBe("409,ALREADY_EXISTS");

  const paused = { since: door.clock.now, by: "admin", reason: null };
  await door.pause.begin(paused);
  const unavailable = "503,UNAVAILABLE";
  expect(await twice(another)).toEqual([unavailable, unavailable]);
  expect(await order(OUTSIDE)).toBe("409,ALREADY_EXISTS");
  await door.pause.end();

  door.pbx.state = "down";
  expect(await twice(another)).toEqual([unavailable, beyond]);
  door.pbx.state = "up";
  door.pbx.available = { a: "available", b: "unavailable" };
  const away = "422,CALLEE_NOT_AVAILABLE";
  expect(await twice(OUTSIDE)).toEqual([away, beyond]);
  door.pbx.available = { a: "available", b: "unknown" };
  expect(await twice(OUTSIDE)).toEqual(["409,ALREADY_EXISTS", beyond]);
  expect(await twice(another)).toEqual(["429,QUOTA_EXCEEDED", beyond]);
});
