import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { A_RINGS, A_UP, B_RINGS, TALK, track } from "./testing-tracker.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the end events of one moment, in any order", () => {
  type Case = [
    name: string,
    before: string[],
    end: string[][],
    outcome: string,
  ];
  // Events of one channel keep their order; whatever is between channels does not.
  const CASES: Case[] = [
    [
      "A busy",
      A_RINGS,
      [
        ["HangupRequest a 17", "DialEnd x-2>a BUSY", "Hangup a 17"],
        ["report a BUSY 17"],
        ["Hangup x 17"],
        ["Hangup x-2 17"],
      ],
      "busy a_busy caller",
    ],
    [
      "A declines",
      A_RINGS,
      [
        ["HangupRequest a 21", "DialEnd x-2>a NOANSWER", "Hangup a 21"],
        ["report a CHANUNAVAIL 21"],
        ["Hangup x 21"],
        ["Hangup x-2 21"],
      ],
      "rejected a_rejected caller",
    ],
    [
      "A does not answer",
      A_RINGS,
      [
        ["DialEnd x-2>a NOANSWER", "Hangup a 0"],
        ["report a NOANSWER 0"],
        ["Hangup x 16"],
        ["Hangup x-2 16"],
      ],
      "no_answer a_no_answer caller",
    ],
    [
      "A is not registered",
      ["Newchannel x", "Newchannel x-2"],
      [["report a CHANUNAVAIL 20"], ["Hangup x 20"], ["Hangup x-2 20"]],
      "failed a_unreachable pbx",
    ],
    [
      "B busy",
      B_RINGS,
      [
        ["HangupRequest b 17", "DialEnd x>b BUSY", "Hangup b 17"],
        ["report b BUSY 17"],
        ["Hangup x 17"],
        ["Hangup x-2 17"],
        ["Hangup a 16"],
      ],
      "busy b_busy callee",
    ],
    [
      "B does not answer",
      B_RINGS,
      [
        ["DialEnd x>b NOANSWER", "Hangup b 0"],
        ["report b NOANSWER 16"],
        ["Hangup x 16"],
        ["Hangup x-2 16"],
        ["Hangup a 16"],
      ],
      "no_answer b_no_answer callee",
    ],
    [
      "A hangs up while B rings",
      B_RINGS,
      [
        ["HangupRequest a 16", "Hangup a 16"],
        ["DialEnd x>b CANCEL", "Hangup b 16"],
        ["report b CANCEL 16"],
        ["Hangup x 16"],
        ["Hangup x-2 16"],
      ],
      "cancelled cancelled_by_caller caller",
    ],
    [
      "no such extension",
      A_UP,
      [
        ["report b NOEXTEN 1"],
        ["Hangup x 1"],
        ["Hangup x-2 1"],
        ["Hangup a 16"],
      ],
      "failed b_unknown_number pbx",
    ],
    [
      "B hangs up",
      TALK,
      [
        ["HangupRequest b 16", "Hangup b 16"],
        ["report b ANSWER 16"],
        ["Hangup x 16"],
        ["Hangup x-2 16"],
        ["Hangup a 16"],
      ],
      "completed hangup callee",
    ],
    [
      "A hangs up",
      TALK,
      [
        ["HangupRequest a 16", "Hangup a 16"],
        ["report b ANSWER 16"],
        ["Hangup b 16"],
        ["Hangup x 16"],
        ["Hangup x-2 16"],
      ],
      "completed hangup caller",
    ],
  ];

  /** A merge of the strands, each in its own order. */
  const merged = (strands: string[][]) =>
    fc
      .shuffledSubarray(
        strands.flatMap((strand, i) => strand.map(() => i)),
        { minLength: strands.flat().length },
      )
      .map((order) => {
        const rest = strands.map((strand) => [...strand]);
        return order.map((i) => rest[i]?.shift() ?? "");
      });

  test.each(CASES)("%s", (_, before, strands, expected) => {
    fc.assert(
      fc.property(merged(strands), (events) => {
        const { tell, outcome, done, moves } = track();
        tell(...before, ...events);
        expect(outcome()).toBe(expected);
        expect(done()).toBe(1);
        expect(moves.filter((move) => move.end !== undefined)).toHaveLength(1);
      }),
    );
  });

  test.each(CASES)(
    "%s, with its report lost, ends all the same",
    (_, before, strands) => {
      const { tell, end } = track();
      tell(
        ...before,
        ...strands.flat().filter((event) => !event.startsWith("report")),
      );
      vi.advanceTimersByTime(301);
      expect(end()).toBeDefined();
    },
  );
});
