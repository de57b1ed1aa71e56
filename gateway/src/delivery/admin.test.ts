import { expect, test } from "vitest";
import { countDeliveries, listDeliveries, showDelivery } from "./admin.ts";
import { all, used } from "./testing-stored.ts";

test("what is listed, shown and counted", async () => {
  const { sink, bench } = await used();
  const { db } = bench;
  const listed = await listDeliveries(db, all);
  expect(listed.map(({ id, state, reason }) => [id, state, reason])).toEqual([
    ["two-1", "delivered", null],
    ["one-1", "dead", "http_400"],
  ]);
  expect(listed[0]?.sink).toBe(`${sink.origin}/in`);
  const dead = await listDeliveries(db, { ...all, dead: true });
  expect(dead.map(({ id }) => id)).toEqual(["one-1"]);
  const one = await listDeliveries(db, { ...all, callId: "two" });
  expect(one.map(({ id }) => id)).toEqual(["two-1"]);
  expect(await listDeliveries(db, { ...all, limit: 1 })).toHaveLength(1);
  expect(await showDelivery(db, "one-1")).toMatchObject({
    callId: "one",
    body: { id: "one-1", data: { number: 1 } },
    attempts: [{ status: 400, error: "http_400", retryAt: null }],
  });
  expect(await showDelivery(db, "none")).toBeUndefined();
  expect(await countDeliveries(db)).toEqual({
    queued: 0,
    dead: 1,
    oldestAt: null,
  });
});
