import { expect, test } from "vitest";
import type { Move } from "../pbx/port.ts";
import { eventType } from "./event-type.ts";
import { advance } from "./machine.ts";
import { LIMITS, NOW, testSnapshot } from "./testing-rows.ts";

test.each<[Move[], string]>([
  [[{ at: NOW, state: "alerting_a" }], "alerting_a"],
  [[{ at: NOW, legs: [{ role: "a", state: "ringing" }] }], "a_ringing"],
  [[{ at: NOW, legs: [{ role: "b", state: "answered" }] }], "b_answered"],
  [
    [{ at: NOW, state: "alerting_b", legs: [{ role: "b", state: "dialing" }] }],
    "alerting_b",
  ],
  [
    [
      { at: NOW, state: "active" },
      { at: NOW, substate: "held" },
    ],
    "held",
  ],
  [
    [
      { at: NOW, state: "active" },
      { at: NOW, substate: "held" },
      { at: NOW, substate: "none" },
    ],
    "resumed",
  ],
  [
    [
      { at: NOW, state: "active" },
      { at: NOW, substate: "transferring" },
    ],
    "transferring",
  ],
  [
    [{ at: NOW, end: { outcome: "busy", reason: "a_busy", by: "caller" } }],
    "ended",
  ],
])("%j is told as %s", (moves, expected) => {
  let before = testSnapshot();
  let next = before;
  for (const move of moves) {
    before = next;
    next = advance(before, move, LIMITS) ?? before;
  }
  expect(eventType(before, next)).toBe(expected);
});
