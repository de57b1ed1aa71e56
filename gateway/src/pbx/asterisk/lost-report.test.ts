import { describe, expect, test } from "vitest";
import {
  facts,
  LEG_A,
  LEG_B,
  type Row,
  rowFacts,
  words,
} from "./testing-verdict.ts";
import { type Facts, hasNews } from "./verdict.ts";

describe("a report that got lost", () => {
  const outcomes = (rows: Row[], leg: "a" | "b") =>
    rows
      .filter(([, { cause = 0 }]) => hasNews(cause))
      .map((row): [string, Facts, string] => {
        const { reports, ...rest } = rowFacts(leg, row[1]);
        return [row[0], { ...rest, reports: {} }, row[2]];
      });

  test.each([...outcomes(LEG_A, "a"), ...outcomes(LEG_B, "b")])(
    "%s: the leg's own cause says the same",
    (_, told, expected) => {
      expect(words(told)).toBe(expected);
    },
  );

  test.each<[Partial<Facts>, string]>([
    [{ dialStatus: { a: "NOANSWER" } }, "no_answer a_no_answer caller -"],
    [
      { answeredA: true, dialStatus: { b: "NOANSWER" } },
      "no_answer b_no_answer callee -",
    ],
    [
      { answeredA: true, dialStatus: { b: "CANCEL" } },
      "cancelled cancelled_by_caller caller -",
    ],
    [{ answeredA: true, active: true }, "completed hangup pbx 16"],
    [{ answeredA: true }, "failed b_failed pbx -"],
    [{ aliveA: false }, "failed a_failed pbx -"],
  ])("%o: %s", (told, expected) => {
    expect(words(facts(told))).toBe(expected);
  });
});
