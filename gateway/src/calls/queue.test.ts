import { expect, it } from "vitest";
import { KeyedQueue } from "./queue.ts";

it("runs the work of one key one after another, in order", async () => {
  const queue = new KeyedQueue();
  const told: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue.run("a", async () => {
    told.push("first begins");
    await gate.promise;
    told.push("first ends");
  });
  const second = queue.run("a", async () => told.push("second"));
  await queue.run("b", async () => told.push("other key"));
  gate.resolve();
  await Promise.all([first, second]);
  expect(told).toEqual(["first begins", "other key", "first ends", "second"]);
});

it("a failure is its caller's alone", async () => {
  const queue = new KeyedQueue();
  const failed = queue.run("a", () => Promise.reject(new Error("no")));
  const next = queue.run("a", () => Promise.resolve(7));
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe(7);
});

it("forgets keys without work, and idle waits for all there is", async () => {
  const queue = new KeyedQueue();
  const gate = Promise.withResolvers<void>();
  let done = false;
  void queue.run("a", async () => {
    await gate.promise;
    done = true;
  });
  expect(queue.size).toBe(1);
  const idle = queue.idle();
  gate.resolve();
  await idle;
  expect(done).toBe(true);
  expect(queue.size).toBe(0);
});
