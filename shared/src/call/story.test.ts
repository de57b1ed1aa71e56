import { describe, expect, test } from "vitest";
import { callStory, clockTime, type StoryEvent } from "./story.ts";
import type { CallView, LegView } from "./view.ts";
import { endedSentence, endReasonSentence } from "./words.ts";

const START = Date.parse("2026-11-21T10:03:00.000Z");
const at = (ms: number) => new Date(START + ms).toISOString();

const PLACED: CallView = {
  callId: "01jd0000000000000000000001",
  iden: "iden1",
  state: "created",
  substate: "none",
  outcome: null,
  endReason: null,
  endedBy: null,
  cause: null,
  destination: "900 123 456",
  destinationE164: "+34900123456",
  legs: [],
  createdAt: at(0),
  answeredAt: null,
  endedAt: null,
  endedAtApproximate: false,
};

function leg(
  role: LegView["role"],
  state: LegView["state"],
  times: Partial<LegView> = {},
): LegView {
  const none = {
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    cause: null,
  };
  return { role, state, ...none, ...times };
}

/** A log from changes, each kept by those after it. */
function log(...steps: [ms: number, change: Partial<CallView>][]) {
  let call = PLACED;
  return [
    { at: at(0), call },
    ...steps.map(([ms, change]): StoryEvent => {
      call = { ...call, ...change };
      return { at: at(ms), call };
    }),
  ];
}

const words = (events: readonly StoryEvent[]) =>
  callStory(events).map((line) => line.text);

test("a call that was talked through, every change once, with its time", () => {
  const a = leg("a", "answered", { ringingAt: at(120), answeredAt: at(4000) });
  const b = leg("b", "answered", { ringingAt: at(5000), answeredAt: at(9000) });
  const lines = callStory(
    log(
      [40, { state: "alerting_a", legs: [leg("a", "dialing")] }],
      [120, { legs: [leg("a", "ringing", { ringingAt: at(120) })] }],
      [4000, { legs: [a] }],
      [4100, { state: "alerting_b", legs: [a, leg("b", "dialing")] }],
      [5000, { legs: [a, leg("b", "ringing", { ringingAt: at(5000) })] }],
      [9000, { state: "active", legs: [a, b], answeredAt: at(9000) }],
      [10000, { substate: "held" }],
      [11000, { substate: "none" }],
      [11500, {}],
      [
        74000,
        {
          state: "ended",
          outcome: "completed",
          endReason: "hangup",
          endedBy: "callee",
          endedAt: at(74000),
        },
      ],
    ),
  );
  expect(lines.map((line) => `${line.at.slice(14, 23)} ${line.text}`)).toEqual([
    "03:00.000 A call to +34900123456 was ordered.",
    "03:00.040 The telephone system took the call and is calling your phone.",
    "03:00.120 Your phone rang.",
    "03:04.000 You answered.",
    "03:04.100 The other party was dialled.",
    "03:05.000 The other party's phone rang.",
    "03:09.000 The other party answered.",
    "03:09.000 You were connected.",
    "03:10.000 The call was put on hold.",
    "03:11.000 The call was taken off hold.",
    "04:14.000 The other party hung up. You talked for 1 min 5 s.",
  ]);
});

test("a phone that is not answered names the time it rang", () => {
  const ended = leg("a", "ended", { ringingAt: at(200), endedAt: at(30_100) });
  const end: Partial<CallView> = {
    state: "ended",
    legs: [ended],
    outcome: "no_answer",
    endReason: "a_no_answer",
    endedBy: "pbx",
    endedAt: at(30_100),
  };
  const ringing = leg("a", "ringing", { ringingAt: at(200) });
  expect(words(log([200, { legs: [ringing] }], [30_100, end]))).toEqual([
    "A call to +34900123456 was ordered.",
    "Your phone rang.",
    "Your phone rang but was not answered within 30 s.",
  ]);
});

test("nothing is told behind the end, and a time that is not known is said not to be", () => {
  const end: Partial<CallView> = {
    state: "ended",
    outcome: "failed",
    endReason: "resync",
    endedBy: "pbx",
    endedAt: at(500),
    endedAtApproximate: true,
  };
  expect(words(log([500, end], [600, { substate: "held" }]))).toEqual([
    "A call to +34900123456 was ordered.",
    "The call ended while the telephone system could not be reached. The time is when this was found out.",
  ]);
});

test("legs that are over before the call, transfers and an ordered end have their words", () => {
  const a = leg("a", "answered", { answeredAt: at(1) });
  const gone = leg("a", "ended", { answeredAt: at(1) });
  const events = log(
    [1, { state: "alerting_a", legs: [a] }],
    [2, { state: "alerting_b", legs: [a, leg("b", "ringing")] }],
    [3, { legs: [a, leg("b", "ended")] }],
    [4, { state: "active", substate: "transferring" }],
    [5, { legs: [gone, leg("b", "ended")] }],
    [6, { substate: "none" }],
    [7, { state: "ending" }],
  );
  expect(words(events).slice(3)).toEqual([
    "The other party's phone stopped ringing.",
    "You were connected.",
    "The call was transferred.",
    "You left the call.",
    "The transfer was done.",
    "Hanging up was ordered.",
  ]);
});

describe("the sentence of an end", () => {
  const hangup: CallView = {
    ...PLACED,
    state: "ended",
    endReason: "hangup",
    endedBy: "caller",
    answeredAt: at(0),
    endedAt: at(3_780_000),
  };

  test("is the plain one where nothing more is known", () => {
    expect(endReasonSentence("a_no_answer")).toBe(
      "Your phone rang but was not answered.",
    );
    expect(endReasonSentence("hangup", { by: "pbx" })).toBe("Call ended.");
    expect(endReasonSentence("b_busy", { rangSeconds: 3 })).toBe(
      endReasonSentence("b_busy"),
    );
  });

  test("says who hung up and how long was talked", () => {
    expect(endedSentence(hangup)).toBe(
      "You hung up. You talked for 1 h 3 min.",
    );
    expect(
      endedSentence({ ...hangup, endedBy: "user", endedAt: at(500) }),
    ).toBe("You ended the call.");
  });

  test("measures nothing against a time that was found out later", () => {
    expect(endedSentence({ ...hangup, endedAtApproximate: true })).toBe(
      "You hung up.",
    );
  });

  test("names the other party's ringing, and the longest time allowed", () => {
    const rang = leg("b", "ended", { ringingAt: at(0), endedAt: at(20_000) });
    const end = { ...hangup, legs: [rang], endedAt: at(20_000) };
    expect(endedSentence({ ...end, endReason: "b_no_answer" })).toBe(
      "The other party did not answer within 20 s.",
    );
    expect(endedSentence({ ...end, endReason: "max_duration" })).toBe(
      "The call reached the longest time allowed, 20 s, and was ended.",
    );
    expect(endedSentence({ ...end, endReason: null })).toBe("Call ended.");
  });
});

test("a clock time has milliseconds and the reader's own zone", () => {
  const local = new Date(2026, 10, 21, 9, 3, 2, 20);
  expect(clockTime(local.toISOString())).toBe("09:03:02.020");
});
