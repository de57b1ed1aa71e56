import Koa from "koa";
import { expect, it } from "vitest";
import { listen } from "./listener.ts";
import { openDoor, testMount } from "./testing.ts";

it("a running request is answered before it is closed, and none is taken after", async () => {
  const began = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<string>();
  const { origin, post, close } = await openDoor([
    testMount("x", () => {
      began.resolve();
      return gate.promise;
    }),
  ]);
  const running = post("/x/do", { body: "{}" });
  await began.promise;
  const closed = close();
  await expect(fetch(`${origin}/x/see`)).rejects.toThrow();
  gate.resolve("late");
  expect(await (await running).json()).toEqual({ did: "late" });
  const answered = performance.now();
  await closed;
  expect(performance.now() - answered).toBeLessThan(2_500);
});

it("idle connections do not hold it", async () => {
  const { origin, close } = await openDoor([testMount("x", () => "")]);
  await (await fetch(`${origin}/x/see`)).text();
  const began = performance.now();
  await close();
  expect(performance.now() - began).toBeLessThan(3_000);
});

it("an address that is taken is told to whoever starts it", async () => {
  const { origin } = await openDoor([]);
  await expect(
    listen(
      {
        listen: new URL(origin).host,
        headersTimeoutMs: 1000,
        requestTimeoutMs: 1000,
      },
      new Koa(),
      { upgrades: new Map(), onFault: () => {} },
    ),
  ).rejects.toMatchObject({ code: "EADDRINUSE" });
});
