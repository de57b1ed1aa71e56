import { expect, test } from "vitest";
import { Lanes } from "./lanes.ts";
import { nextAttempt } from "./schedule.ts";

const rules = {
  retryDelaysSeconds: [2, 10],
  jitterPercent: 20,
  retryAfterMaxSeconds: 60,
};
const failed = (tries: number, notBefore?: number) => ({
  ...{ tries, at: 1_000_000, notBefore },
});
const waits = (tries: number, random: number, notBefore?: number) => {
  const at = nextAttempt(failed(tries, notBefore), rules, () => random);
  return at === undefined ? undefined : at - 1_000_000;
};

test.each([
  [1, 0, 1_600],
  [1, 0.5, 2_000],
  [1, 1, 2_400],
  [2, 0, 8_000],
  [2, 1, 12_000],
  [3, 0.5, undefined],
])("behind attempt %i, chance %d: %s ms", (tries, random, wanted) => {
  expect(waits(tries, random)).toBe(wanted);
});

test("what the sink asks for counts where it is later, up to the limit, and brings no further attempt", () => {
  expect(waits(1, 0.5, 1_030_000)).toBe(30_000);
  expect(waits(1, 0.5, 1_001_000)).toBe(2_000);
  expect(waits(1, 0.5, 9_000_000)).toBe(60_000);
  expect(waits(3, 0.5, 1_030_000)).toBeUndefined();
});

test("places: in all, of a client, of a host, of a host in trouble", () => {
  const lanes = new Lanes({
    concurrency: 5,
    concurrencyPerClient: 3,
    concurrencyPerHost: 2,
    concurrencyInTrouble: 1,
    troubledHostsKept: 100,
  });
  const take = (clientId: string, host: string) =>
    lanes.take({ clientId, lane: `${clientId} ${host}` });
  expect([take("a", "x"), take("a", "x"), take("a", "x")]).toEqual([
    ...[true, true, false],
  ]);
  const before = lanes.full;
  expect(before).toEqual({
    lanes: [{ lane: "a x", clientId: "a" }],
    clients: [],
  });
  expect(lanes.isFullBeyond(before)).toBe(false);
  expect([take("a", "y"), take("a", "z")]).toEqual([true, false]);
  expect(lanes.full.clients).toEqual(["a"]);
  expect(lanes.isFullBeyond(before)).toBe(true);
  lanes.told("b x", false);
  expect([take("b", "x"), take("b", "x")]).toEqual([true, false]);
  expect([take("b", "y"), lanes.isFull]).toEqual([true, true]);
  expect(take("c", "x")).toBe(false);
  lanes.give({ clientId: "a", lane: "a x" });
  lanes.told("b x", true);
  expect(take("b", "x")).toBe(true);
});
