import { expect, it } from "vitest";
import { judgePress } from "./press-guard.ts";

const honest = { trusted: true, placedAt: 1_000, now: 2_000, seen: true };

it("takes a person's press", () => {
  expect(judgePress(honest)).toBe("call");
});

it.each([
  ["made by a script", { trusted: false }, "ignore"],
  ["meant for what was there before", { now: 1_100 }, "ignore"],
  ["on what cannot be seen", { seen: false }, "covered"],
  [
    "made by a script on what cannot be seen",
    { trusted: false, seen: false },
    "ignore",
  ],
] as const)("does not take one %s", (_what, facts, verdict) => {
  expect(judgePress({ ...honest, ...facts })).toBe(verdict);
});
