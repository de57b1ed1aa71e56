import { expect, it } from "vitest";
import { WindowCounter } from "./window-counter.ts";

function open(limit = 3) {
  const clock = { now: 1000 };
  const counter = new WindowCounter({
    windowMs: 100,
    limit,
    now: () => clock.now,
  });
  return { clock, counter };
}

it("counts per key until the window of the key ends", () => {
  const { clock, counter } = open();
  expect(counter.peek("a")).toEqual({ count: 0, leftMs: 0 });
  expect(counter.hit("a")).toEqual({ count: 1, leftMs: 100 });
  clock.now += 40;
  expect(counter.hit("a")).toEqual({ count: 2, leftMs: 60 });
  expect(counter.hit("b")).toEqual({ count: 1, leftMs: 100 });
  clock.now += 60;
  expect(counter.peek("a")).toEqual({ count: 0, leftMs: 0 });
  expect(counter.hit("a")).toEqual({ count: 1, leftMs: 100 });
  expect(counter.peek("b").count).toBe(1);
});

it("forgets a key when told", () => {
  const { counter } = open();
  counter.hit("a");
  counter.forget("a");
  expect(counter.peek("a").count).toBe(0);
});

it("holds no more keys than it may: what has ended goes first, then the oldest", () => {
  const { clock, counter } = open();
  counter.hit("ended");
  clock.now += 100;
  for (const key of ["a", "b", "c"]) counter.hit(key);
  expect([counter.size, counter.peek("a").count]).toEqual([3, 1]);
  counter.hit("d");
  expect([counter.size, counter.peek("a").count]).toEqual([3, 0]);
  for (let n = 0; n < 10_000; n += 1) counter.hit(`stranger ${n}`);
  expect(counter.size).toBe(3);
});
