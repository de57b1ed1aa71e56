import { expect, it, onTestFinished, vi } from "vitest";
import { CallBus } from "../calls/bus.ts";
import { CallStore } from "../calls/store.ts";
import { memoryDatabase } from "../calls/testing.ts";
import { endedWithin } from "./ended-within.ts";

async function open() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const db = await memoryDatabase();
  const bus = new CallBus(() => undefined);
  let listeners = 0;
  const subscribe: CallBus["subscribe"] = (listener) => {
    const leave = bus.subscribe(listener);
    listeners += 1;
    return () => {
      listeners -= 1;
      leave();
    };
  };
  const parts = { bus: { subscribe }, store: new CallStore(db, Date.now) };
  return { db, parts, left: () => [listeners, vi.getTimerCount()] };
}

it("waits no longer than its time, and leaves nothing behind", async () => {
  const { parts, left } = await open();
  const waiting = endedWithin(1_000, "01k00000000000000000000000", parts);
  expect(left()).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(1_000);
  await waiting;
  expect(left()).toEqual([0, 0]);
});

it("leaves nothing behind either where the call cannot be read", async () => {
  const { parts, db, left } = await open();
  await db.destroy();
  await expect(
    endedWithin(60_000, "01k00000000000000000000000", parts),
  ).rejects.toThrow();
  expect(left()).toEqual([0, 0]);
});
