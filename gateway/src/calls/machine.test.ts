import {
  CALL_STATES,
  ENDED_BY,
  LEG_ROLES,
  LEG_STATES,
  OUTCOMES,
  SUBSTATES,
} from "@ringback/shared/call/states.ts";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { CallEnd, Move } from "../pbx/port.ts";
import { advance } from "./machine.ts";
import { legOf, type Snapshot } from "./snapshot.ts";
import { LIMITS, NOW, testSnapshot } from "./testing-rows.ts";

const anyMove: fc.Arbitrary<Move> = fc.record(
  {
    at: fc.integer({ min: NOW - 5_000, max: NOW + 200_000 }),
    state: fc.constantFrom(
      "alerting_a",
      "alerting_b",
      "connecting",
      "active",
      "ending",
    ),
    substate: fc.constantFrom(...SUBSTATES),
    legs: fc.array(
      fc.record({
        role: fc.constantFrom(...LEG_ROLES),
        state: fc.constantFrom(...LEG_STATES),
      }),
      { maxLength: 2 },
    ),
    end: fc.record({
      outcome: fc.constantFrom(...OUTCOMES),
      reason: fc.constantFrom("hangup", "deadline"),
      by: fc.constantFrom(...ENDED_BY),
    }),
  },
  { requiredKeys: ["at"] },
);

const stateRank = (it: Snapshot) => CALL_STATES.indexOf(it.call.state);
function legRank(it: Snapshot, role: "a" | "b"): number {
  const leg = legOf(it, role);
  return leg === undefined ? -1 : LEG_STATES.indexOf(leg.state);
}

function story(moves: readonly Move[], from = testSnapshot()): Snapshot[] {
  const snapshots = [from];
  let current = from;
  for (const move of moves) {
    current = advance(current, move, LIMITS) ?? current;
    snapshots.push(current);
  }
  return snapshots;
}

function last(moves: readonly Move[], from = testSnapshot()): Snapshot {
  return story(moves, from).at(-1) ?? from;
}

function pairs(snapshots: readonly Snapshot[]): [Snapshot, Snapshot][] {
  return snapshots.slice(1).map((next, i) => [snapshots[i] ?? next, next]);
}

describe("whatever the PBX tells, in whatever order", () => {
  const stories = fc.array(anyMove, { maxLength: 25 }).map((it) => story(it));

  test("states and legs only go forward", () => {
    fc.assert(
      fc.property(stories, (snapshots) => {
        for (const [before, next] of pairs(snapshots)) {
          expect(stateRank(next)).toBeGreaterThanOrEqual(stateRank(before));
          for (const role of LEG_ROLES)
            expect(legRank(next, role)).toBeGreaterThanOrEqual(
              legRank(before, role),
            );
        }
      }),
    );
  });

  test("the end is written once, with an outcome, and nothing after it", () => {
    fc.assert(
      fc.property(stories, (snapshots) => {
        const ended = snapshots.filter((it) => it.call.state === "ended");
        expect(new Set(ended).size).toBeLessThanOrEqual(1);
        for (const { call, legs } of snapshots) {
          expect(call.outcome !== null).toBe(call.state === "ended");
          expect(call.deadline_at === null).toBe(call.state === "ended");
          if (call.state !== "ended") continue;
          expect(legs.every((leg) => leg.state === "ended")).toBe(true);
          expect(call.substate).toBe("none");
        }
      }),
    );
  });

  test("each change is one version, and times never run backwards", () => {
    fc.assert(
      fc.property(stories, (snapshots) => {
        for (const [before, next] of pairs(snapshots))
          expect(next.call.version - before.call.version).toBe(
            next === before ? 0 : 1,
          );
        const { call, legs } = snapshots.at(-1) ?? testSnapshot();
        if (call.ended_at === null) return;
        expect(call.ended_at).toBeGreaterThanOrEqual(call.created_at);
        expect(call.ended_at).toBeGreaterThanOrEqual(call.answered_at ?? 0);
        for (const leg of legs)
          expect(call.ended_at).toBeGreaterThanOrEqual(leg.answered_at ?? 0);
      }),
    );
  });

  test("a substate exists only while the call is active", () => {
    fc.assert(
      fc.property(stories, (snapshots) => {
        for (const { call } of snapshots)
          if (call.substate !== "none") expect(call.state).toBe("active");
      }),
    );
  });
});

it("says nothing new for a late, a repeated and an empty move", () => {
  const active = last([{ at: NOW + 1, state: "active" }]);
  for (const move of [
    { at: NOW + 2, state: "alerting_b" as const },
    { at: NOW + 2, state: "active" as const },
    { at: NOW + 2, substate: "none" as const },
    { at: NOW + 2 },
  ])
    expect(advance(active, move, LIMITS)).toBeUndefined();
});

it("keeps when the call became active, and when each leg did what", () => {
  const { call, legs } = last([
    {
      at: NOW + 1,
      legs: [{ role: "a", state: "dialing", channel: "PJSIP/a" }],
    },
    { at: NOW + 2, legs: [{ role: "a", state: "ringing" }] },
    { at: NOW + 3, legs: [{ role: "a", state: "answered" }] },
    { at: NOW + 4, state: "active" },
    { at: NOW + 5, state: "active", substate: "held" },
  ]);
  expect(call).toMatchObject({ answered_at: NOW + 4, substate: "held" });
  expect(legs).toEqual([
    expect.objectContaining({
      channel: "PJSIP/a",
      started_at: NOW + 1,
      ringing_at: NOW + 2,
      answered_at: NOW + 3,
    }),
  ]);
});

describe("who ended it", () => {
  const hangup = (by: CallEnd["by"], at = NOW + 10_000): Move => ({
    at,
    end: { outcome: "completed", reason: "hangup", by, cause: 16 },
  });
  const noAnswer: Move = {
    at: NOW + 10_000,
    end: { outcome: "no_answer", reason: "a_no_answer", by: "caller" },
  };
  const answeredA: Move = {
    at: NOW + 1_000,
    legs: [{ role: "a", state: "answered" }],
  };
  const end = (moves: Move[], ended_by: "user" | "gateway" | null) => {
    const { call } = last(moves, testSnapshot({ ended_by }));
    return [call.outcome, call.end_reason, call.ended_by];
  };

  test.each<[string, Move[], "user" | "gateway" | null, string[]]>([
    [
      "the PBX's word",
      [noAnswer],
      null,
      ["no_answer", "a_no_answer", "caller"],
    ],
    [
      "the user cancelled",
      [noAnswer],
      "user",
      ["cancelled", "cancelled_by_user", "user"],
    ],
    [
      "the user hung up",
      [hangup("pbx")],
      "user",
      ["completed", "hangup", "user"],
    ],
    [
      "deadline, nobody answered",
      [noAnswer],
      "gateway",
      ["no_answer", "deadline", "gateway"],
    ],
    [
      "deadline after A's answer",
      [answeredA, noAnswer],
      "gateway",
      ["failed", "deadline", "gateway"],
    ],
    [
      "deadline as they began to talk",
      [answeredA, hangup("pbx")],
      "gateway",
      ["completed", "deadline", "gateway"],
    ],
    [
      "the PBX cut at the limit",
      [answeredA, hangup("pbx", NOW + 60_900)],
      null,
      ["completed", "max_duration", "gateway"],
    ],
    [
      "the gateway cut at the limit",
      [answeredA, hangup("pbx", NOW + 66_000)],
      "gateway",
      ["completed", "max_duration", "gateway"],
    ],
    [
      "a person hung up at the limit",
      [answeredA, hangup("callee", NOW + 60_900)],
      null,
      ["completed", "hangup", "callee"],
    ],
    [
      "the PBX ended it early",
      [answeredA, hangup("pbx", NOW + 30_000)],
      null,
      ["completed", "hangup", "pbx"],
    ],
  ])("%s", (_, moves, endedBy, expected) => {
    expect(end(moves, endedBy)).toEqual(expected);
  });
});

it("an end that the PBX dates before the answer ends no earlier than that", () => {
  const { call, legs } = last([
    {
      at: NOW + 1_700,
      state: "active",
      legs: [{ role: "b", state: "answered" }],
    },
    {
      at: NOW + 1_000,
      end: { outcome: "completed", reason: "hangup", by: "callee" },
    },
  ]);
  expect(call.ended_at).toBe(NOW + 1_700);
  expect(legs[0]?.ended_at).toBe(NOW + 1_700);
});
