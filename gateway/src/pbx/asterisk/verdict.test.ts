import { describe, expect, it, test } from "vitest";
import {
  facts,
  LEG_A,
  LEG_B,
  report,
  rowFacts,
  words,
} from "./testing-verdict.ts";
import type { Facts } from "./verdict.ts";

describe("leg A never answered", () => {
  test.each(LEG_A)("%s", (_, row, expected) => {
    expect(words(rowFacts("a", row))).toBe(expected);
  });
});

describe("A answered", () => {
  test.each(LEG_B)("%s", (_, row, expected) => {
    expect(words(rowFacts("b", row))).toBe(expected);
  });

  it("A's own cause no longer says anything: 16 copies B's into it", () => {
    const busy = {
      answeredA: true,
      causes: { a: 17 },
      reports: { b: report("b", "NOANSWER 0") },
    };
    expect(words(facts(busy))).toBe("no_answer b_no_answer callee -");
  });
});

describe("several phones", () => {
  test.each<[string, Facts, string]>([
    [
      "one of A's is busy, the others ring out",
      facts({ causes: { a: 17 }, reports: { a: report("a", "NOANSWER 0") } }),
      "no_answer a_no_answer caller 17",
    ],
    [
      "all of A's are busy or decline",
      facts({ causes: { a: 21 }, reports: { a: report("a", "BUSY 17") } }),
      "busy a_busy caller 17",
    ],
    [
      "one of a ring group is busy, the others ring out",
      facts({
        answeredA: true,
        causes: { b: 17 },
        reports: { b: report("b", "NOANSWER 0") },
      }),
      "no_answer b_no_answer callee 17",
    ],
  ])("%s", (_, told, expected) => {
    expect(words(told)).toBe(expected);
  });
});
