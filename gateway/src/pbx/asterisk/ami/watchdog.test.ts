import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Watchdog } from "./watchdog.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("asks again an interval after each answer, and tells the first failure once", async () => {
  const ping = vi
    .fn<() => Promise<void>>()
    .mockResolvedValueOnce()
    .mockResolvedValueOnce()
    .mockRejectedValue(new Error("no answer"));
  const dead = vi.fn<() => void>();
  const watchdog = new Watchdog(100, ping, dead);
  await vi.advanceTimersByTimeAsync(250);
  expect(ping).toHaveBeenCalledTimes(2);
  expect(dead).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ping).toHaveBeenCalledTimes(3);
  expect(dead).toHaveBeenCalledOnce();
  watchdog.stop();
});

test("a stopped one stays quiet, also when its last question fails", async () => {
  const dead = vi.fn<() => void>();
  const question = Promise.withResolvers<void>();
  const watchdog = new Watchdog(100, () => question.promise, dead);
  await vi.advanceTimersByTimeAsync(100);
  watchdog.stop();
  question.reject(new Error("no answer"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(dead).not.toHaveBeenCalled();
});
