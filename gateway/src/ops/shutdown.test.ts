import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Shutdown } from "./shutdown.ts";

const never = () => new Promise<void>(() => undefined);

function make() {
  const exits: number[] = [];
  const said: string[] = [];
  const say = (_: object, message?: string) => void said.push(message ?? "");
  const shutdown = new Shutdown({
    graceMs: 100,
    totalMs: 250,
    log: { info: say, warn: say, error: say },
    forceExit: (code) => void exits.push(code),
  });
  return { shutdown, exits, said };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("steps end by order, equal ones together, each once", async () => {
  const { shutdown, exits } = make();
  const done: string[] = [];
  const step = (name: string, order: number, ms: number) =>
    shutdown.onShutdown(name, order, async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      done.push(name);
    });
  step("store", 30, 1);
  step("slow socket", 20, 50);
  step("quick socket", 20, 10);
  step("listener", 10, 20);
  const first = shutdown.run("SIGTERM");
  expect(shutdown.run("again")).toBe(first);
  expect(shutdown.stopping).toBe(true);
  await vi.runAllTimersAsync();
  await expect(first).resolves.toBe(true);
  expect(done).toEqual(["listener", "quick socket", "slow socket", "store"]);
  expect(exits).toEqual([]);
});

test("a step that hangs or throws does not keep the next from its turn", async () => {
  const { shutdown, said, exits } = make();
  const last = vi.fn();
  shutdown.onShutdown("hangs", 1, never);
  shutdown.onShutdown("throws", 2, () => {
    throw new Error("no");
  });
  shutdown.onShutdown("last", 3, last);
  const ended = shutdown.run("test");
  await vi.advanceTimersByTimeAsync(100);
  await expect(ended).resolves.toBe(false);
  expect(last).toHaveBeenCalledOnce();
  expect(said).toEqual([
    "shutting down",
    "shutdown step not done in time",
    "shutdown step failed",
  ]);
  expect(exits).toEqual([]);
});

test("a step added while stopping has its turn", async () => {
  const { shutdown } = make();
  const late = vi.fn();
  shutdown.onShutdown("adds", 2, () => shutdown.onShutdown("late", 1, late));
  await expect(shutdown.run("test")).resolves.toBe(true);
  expect(late).toHaveBeenCalledOnce();
});

test("after the total the process is ended as it is", async () => {
  const { shutdown, exits } = make();
  for (const order of [1, 2, 3]) shutdown.onShutdown("hangs", order, never);
  void shutdown.run("test");
  await vi.advanceTimersByTimeAsync(249);
  expect(exits).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(exits).toEqual([1]);
});

test("the first signal stops in order, the second at once", async () => {
  const { shutdown, exits } = make();
  const before = process.listenerCount("SIGTERM");
  const stopListening = shutdown.listen();
  shutdown.onShutdown("hangs", 1, never);
  process.emit("SIGTERM");
  expect(shutdown.stopping).toBe(true);
  expect(exits).toEqual([]);
  process.emit("SIGINT");
  expect(exits).toEqual([130]);
  stopListening();
  expect(process.listenerCount("SIGTERM")).toBe(before);
  await vi.runAllTimersAsync();
});
