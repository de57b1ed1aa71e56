import { expect, test } from "vitest";
import { closest } from "./spelling.ts";

test("the nearest known name is found, letter case aside", () => {
  expect(closest("listn", ["level", "listen"])).toBe("listen");
  expect(closest("NonceKey", ["tokenKey", "nonceKey"])).toBe("nonceKey");
});

test("a name far from all is not guessed at", () => {
  expect(closest("colour", ["listen", "port"])).toBeUndefined();
  expect(closest("x".repeat(500), ["listen"])).toBeUndefined();
});
