import { expect, test, vi } from "vitest";
import { Delivery } from "./delivery.ts";

test("whoever awaits an answer goes on before the event behind it is told", async () => {
  const delivery = new Delivery();
  const seen: string[] = [];
  const answer = Promise.withResolvers<void>();
  const caller = (async () => {
    await (async () => await answer.promise)();
    seen.push("caller");
  })();
  delivery.push({ answer: false, run: () => seen.push("before") });
  delivery.push({ answer: true, run: () => answer.resolve() });
  delivery.push({ answer: false, run: () => seen.push("behind") });
  delivery.push({ answer: true, run: () => seen.push("answer") });
  expect(seen).toEqual(["before"]);
  await caller;
  await vi.waitFor(() => expect(seen).toHaveLength(4));
  expect(seen).toEqual(["before", "caller", "behind", "answer"]);
});

test("what a listener pushes comes behind what is already here", () => {
  const delivery = new Delivery();
  const seen: number[] = [];
  delivery.push({
    answer: false,
    run: () => {
      delivery.push({ answer: false, run: () => seen.push(2) });
      seen.push(1);
    },
  });
  expect(seen).toEqual([1, 2]);
});
