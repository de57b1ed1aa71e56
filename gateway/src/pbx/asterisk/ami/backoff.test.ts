import { expect, test } from "vitest";
import { Backoff } from "./backoff.ts";

test("doubles up to the limit with jitter, never ends, and begins anew", () => {
  const backoff = new Backoff(100, 1_000);
  for (const base of [100, 200, 400, 800, 1_000, 1_000, 1_000]) {
    const waitMs = backoff.next();
    expect(waitMs).toBeGreaterThanOrEqual(base / 2);
    expect(waitMs).toBeLessThanOrEqual(base);
  }
  backoff.reset();
  expect(backoff.next()).toBeLessThanOrEqual(100);
});
