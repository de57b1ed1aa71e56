import { describe, expect, it } from "vitest";
import { open, pair, refused, unchecked } from "./testing-provider.ts";

describe("its keys", () => {
  it("are fetched once for many, and again for a key nobody has seen, not more often than the cooldown", async () => {
    const { tokens, token, state, rotate, clock, forge } = await open();
    const many = await Promise.all(Array.from({ length: 10 }, () => token()));
    await Promise.all(many.map((each) => tokens.verify(each)));
    expect(state.fetched).toBe(1);
    const second = await pair("second");
    await rotate(second);
    const fresh = await token();
    await expect(tokens.verify(fresh)).rejects.toEqual(refused);
    clock.ms += 31_000;
    await tokens.verify(fresh);
    expect(state.fetched).toBe(2);
    for (let n = 0; n < 20; n += 1)
      await tokens
        .verify(await forge({}, { kid: `made-up-${n}` }))
        .catch(() => undefined);
    expect(state.fetched).toBe(2);
  });

  it("known ones go on while the provider is away, for as long as configured", async () => {
    const { tokens, state, clock, forge, faults } = await open();
    await tokens.verify(await forge());
    state.down = true;
    clock.ms += 80_000_000;
    await tokens.verify(await forge());
    await expect.poll(() => faults.length).toBe(1);
    clock.ms += 6_400_001;
    await expect(tokens.verify(await forge())).rejects.toEqual(unchecked);
    state.down = false;
    clock.ms += 30_000;
    await tokens.verify(await forge());
  });

  it("a slow provider delays nobody who has a known key; one slow from the start is given up", async () => {
    const { tokens, state, clock, forge } = await open();
    state.delayMs = 1000;
    await expect(tokens.verify(await forge())).rejects.toEqual(unchecked);
    state.delayMs = 0;
    clock.ms += 30_000;
    await tokens.verify(await forge());
    state.delayMs = 1000;
    clock.ms += 400_000;
    const began = performance.now();
    await tokens.verify(await forge());
    expect(performance.now() - began).toBeLessThan(250);
  });

  it("a document that is none, or too long, changes nothing", async () => {
    for (const answer of [
      "{}",
      "[",
      JSON.stringify({ keys: "x".repeat(300_000) }),
    ]) {
      const { tokens, state, clock, forge, faults } = await open();
      await tokens.verify(await forge());
      state.answer = answer;
      clock.ms += 400_000;
      await tokens.verify(await forge());
      await expect.poll(() => faults.length).toBe(1);
      clock.ms += 400_000;
      await tokens.verify(await forge());
      await expect.poll(() => faults.length).toBe(2);
    }
  });
});
