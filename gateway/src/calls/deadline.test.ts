import fc from "fast-check";
import { expect, it, test } from "vitest";
import type { Move } from "../pbx/port.ts";
import { deadlineAnew, deadlineFor, lastMoment } from "./deadline.ts";
import { advance } from "./machine.ts";
import { LIMITS, NOW, testSnapshot } from "./testing-rows.ts";

function deadlineAfter(moves: readonly Move[]): number | null {
  let current = testSnapshot();
  for (const move of moves) current = advance(current, move, LIMITS) ?? current;
  return current.call.deadline_at;
}

const alertingA: Move = {
  at: NOW + 1,
  state: "alerting_a",
  legs: [{ role: "a", state: "dialing" }],
};
const ringingA: Move = { at: NOW + 2, legs: [{ role: "a", state: "ringing" }] };
const answeredA: Move = {
  at: NOW + 3,
  legs: [{ role: "a", state: "answered" }],
};

test.each<[string, Move[], number | null]>([
  [
    "rings A as long as the Originate may, and a little",
    [alertingA],
    1 + 37_000,
  ],
  ["ringing alone moves nothing", [alertingA, ringingA], 1 + 37_000],
  ["A's answer cancels A's deadline", [alertingA, answeredA], 3 + 180_000],
  [
    "leg B's ringing belongs to the PBX",
    [alertingA, { at: NOW + 5, state: "alerting_b" }],
    5 + 180_000,
  ],
  ["connecting", [{ at: NOW + 6, state: "connecting" }], 6 + 30_000],
  [
    "talking counts from A's answer",
    [alertingA, answeredA, { at: NOW + 900, state: "active" }],
    3 + 65_000,
  ],
  [
    "a hold moves nothing",
    [
      alertingA,
      answeredA,
      { at: NOW + 900, state: "active" },
      { at: NOW + 950, substate: "held" },
    ],
    3 + 65_000,
  ],
  ["ending", [{ at: NOW + 7, state: "ending" }], 7 + 5_000],
])("%s", (_, moves, expected) => {
  expect(deadlineAfter(moves)).toBe(expected === null ? null : NOW + expected);
});

it("a new call has ten seconds to be told to the PBX", () => {
  expect(deadlineFor(testSnapshot(), undefined, NOW, LIMITS)).toBe(
    NOW + 10_000,
  );
});

test.each<[string, Move[], number]>([
  ["placed", [], 10_000],
  ["ringing A", [alertingA, ringingA], 37_000],
  ["A answered", [alertingA, answeredA], 180_000],
  ["ringing B", [alertingA, { at: NOW + 5, state: "alerting_b" }], 180_000],
  [
    "talking",
    [alertingA, answeredA, { at: NOW + 900, state: "active" }],
    65_000,
  ],
  ["ending", [{ at: NOW + 7, state: "ending" }], 5_000],
])("found at a start %s, it has its full time anew", (_, moves, expected) => {
  let found = testSnapshot();
  for (const move of moves) found = advance(found, move, LIMITS) ?? found;
  for (const now of [NOW - 3_600_000, NOW + 3_600_000])
    expect(deadlineAnew(found, now, LIMITS)).toBe(now + expected);
});

it("the last moment lies after every deadline that can follow", () => {
  const steps: Move[] = [
    { at: NOW + 9_999, state: "alerting_a" },
    { at: NOW + 40_000, legs: [{ role: "a", state: "answered" }] },
    { at: NOW + 50_000, state: "active" },
  ];
  fc.assert(
    fc.property(fc.subarray(steps), (some) => {
      const deadline = deadlineAfter(some);
      expect(lastMoment(testSnapshot(), LIMITS)).toBeGreaterThan(deadline ?? 0);
    }),
  );
});
