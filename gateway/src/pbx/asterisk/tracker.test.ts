import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { Move } from "../port.ts";
import { WireMessage } from "./ami/message.ts";
import type { LegReport } from "./dialplan.ts";
import { Tracker } from "./tracker.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function track() {
  const moves: Move[] = [];
  let done = 0;
  const tracker = new Tracker(
    "x",
    {
      move: (move) => moves.push(move),
      done: () => {
        done++;
      },
      now: Date.now,
    },
    { answeredProbeMs: 2_000, reportGraceMs: 300 },
  );
  const tell = (...events: string[]) => {
    for (const event of events) play(tracker, event);
  };
  const end = () => moves.find((move) => move.end !== undefined)?.end;
  const outcome = () => {
    vi.advanceTimersByTime(301);
    const { outcome: word, reason, by } = end() ?? {};
    return `${word} ${reason} ${by}`;
  };
  const told = () =>
    moves.flatMap(({ state, substate, legs = [] }) => [
      ...(state === undefined ? [] : [state]),
      ...(substate === undefined || substate === "none" ? [] : [substate]),
      ...legs.map((leg) => `${leg.role} ${leg.state}`),
    ]);
  return { tracker, moves, tell, end, outcome, told, done: () => done };
}

/** "Hangup b 17", "DialEnd x-2>a BUSY", "report b NOANSWER 16": an event in short. Ids: x and x-2 the Local halves. */
function play(tracker: Tracker, text: string): void {
  const [name = "", who = "", first = "", second = "0"] = text.split(" ");
  if (name === "report") {
    tracker.report(leg(who === "a" ? "a" : "b", first, second));
    return;
  }
  const [from = "", to] = who.split(">");
  const headers: [string, string][] = [
    ["Event", name],
    ["Uniqueid", from],
    ["Channel", `PJSIP/${from}`],
  ];
  if (to !== undefined)
    headers.push(["DestUniqueid", to], ["DestChannel", `PJSIP/${to}`]);
  if (name === "Newstate") headers.push(["ChannelState", first]);
  if (name.startsWith("Dial")) headers.push(["DialStatus", first]);
  if (name.startsWith("Hangup")) headers.push(["Cause", first]);
  tracker.event(new WireMessage(headers));
}

function leg(role: "a" | "b", status: string, cause: string): LegReport {
  return { leg: role, status, cause: Number(cause), answeredSeconds: 0 };
}

const A_RINGS = [
  "Newchannel x",
  "Newchannel x-2",
  "DialBegin >x",
  "Newchannel a",
  "DialBegin x-2>a",
  "Newstate a 5",
  "DialState x-2>a RINGING",
];
const A_UP = [...A_RINGS, "DialEnd x-2>a ANSWER", "report a ANSWER 0"];
const B_RINGS = [
  ...A_UP,
  "Newchannel b",
  "DialBegin x>b",
  "DialState x>b RINGING",
];
const TALK = [
  ...B_RINGS,
  "DialEnd x>b ANSWER",
  "BridgeEnter b",
  "BridgeEnter x",
];
const ALL_GONE = ["Hangup b 16", "Hangup x 16", "Hangup x-2 16", "Hangup a 16"];

it("tells a whole call in order", () => {
  const { tell, told, outcome, done } = track();
  tell(...TALK, "Hold a", "Unhold a", "HangupRequest b 16");
  expect(told()).toEqual([
    "a dialing",
    "a ringing",
    "a ringing",
    "a answered",
    "a answered",
    "alerting_b",
    "b dialing",
    "b ringing",
    "connecting",
    "b answered",
    "active",
    "b answered",
    "held",
  ]);
  tell("report b ANSWER 16", ...ALL_GONE);
  expect(outcome()).toBe("completed hangup callee");
  expect(done()).toBe(1);
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

it("decides nothing while a channel is left, and waits for a report that lags", () => {
  const { tell, end } = track();
  tell(...A_RINGS, "Hangup a 17", "report a BUSY 17", "Hangup x 17");
  vi.advanceTimersByTime(10_000);
  expect(end()).toBeUndefined();
  tell("Hangup x-2 17");
  expect(end()).toMatchObject({ outcome: "busy" });

  const late = track();
  late.tell(...A_RINGS, "Hangup a 0", "Hangup x 16", "Hangup x-2 16");
  vi.advanceTimersByTime(299);
  expect(late.end()).toBeUndefined();
  late.tell("report a NOANSWER 0");
  expect(late.end()).toMatchObject({ outcome: "no_answer" });
});

it("the leg that failed keeps its own cause", () => {
  const { tell, moves } = track();
  tell(
    ...B_RINGS,
    "Hangup b 17",
    "report b BUSY 17",
    "Hangup x 17",
    "Hangup x-2 17",
    "Hangup a 16",
  );
  expect(moves.at(-1)?.legs).toEqual([
    { role: "b", state: "ended", cause: 17 },
  ]);
});

describe("several phones of A", () => {
  const TWO = [
    "Newchannel x",
    "Newchannel x-2",
    "Newchannel a",
    "DialBegin x-2>a",
    "Newchannel c",
    "DialBegin x-2>c",
    "DialState x-2>a RINGING",
  ];

  it("one declines, the other answers: it was no end of the call", () => {
    const { tell, told, outcome } = track();
    tell(...TWO, "HangupRequest c 21", "DialEnd x-2>c NOANSWER", "Hangup c 21");
    expect(told()).not.toContain("a ended");
    tell(
      "DialEnd x-2>a ANSWER",
      "report a ANSWER 0",
      "Newchannel b",
      "DialBegin x>b",
      "DialEnd x>b ANSWER",
      "BridgeEnter x",
    );
    tell("HangupRequest b 16", "report b ANSWER 16", ...ALL_GONE);
    expect(outcome()).toBe("completed hangup callee");
  });

  it("one is busy, the other rings out: no answer", () => {
    const { tell, outcome } = track();
    tell(
      ...TWO,
      "Hangup c 17",
      "Hangup a 0",
      "report a NOANSWER 0",
      "Hangup x 16",
      "Hangup x-2 16",
    );
    expect(outcome()).toBe("no_answer a_no_answer caller");
  });

  it("the loser of the race says nothing", () => {
    const { tell, told } = track();
    tell(...TWO, "DialEnd x-2>c CANCEL", "DialEnd x-2>a ANSWER", "Hangup c 26");
    expect(told().at(-1)).toBe("a answered");
  });
});

describe("what the PBX does with leg B", () => {
  it("rings one after another: leg B is over with the last", () => {
    const { tell, told, outcome } = track();
    tell(...B_RINGS, "DialEnd x>b BUSY", "Hangup b 17");
    expect(told()).not.toContain("b ended");
    tell(
      "Newchannel c",
      "DialBegin x>c",
      "DialEnd x>c ANSWER",
      "BridgeEnter x",
      "HangupRequest c 16",
    );
    tell(
      "Hangup c 16",
      "report b ANSWER 16",
      "Hangup x 16",
      "Hangup x-2 16",
      "Hangup a 16",
    );
    expect(outcome()).toBe("completed hangup callee");
  });

  it("a voicemail behind a busy phone is talked to, until the caller hangs up", () => {
    const { tracker, tell, outcome } = track();
    tell(...B_RINGS, "HangupRequest b 17", "DialEnd x>b BUSY", "Hangup b 17");
    expect(tracker.wantsProbe).toBe(false);
    vi.advanceTimersByTime(2_000);
    expect(tracker.wantsProbe).toBe(true);
    tracker.talk();
    expect(tracker.wantsProbe).toBe(false);
    tell(
      "HangupRequest a 16",
      "report b BUSY 17",
      "Hangup a 16",
      "Hangup x 16",
      "Hangup x-2 16",
    );
    expect(outcome()).toBe("completed hangup caller");
  });

  it("takes the Local channel out: both talk on, and it ends with the last of them", () => {
    const { tell, end, outcome } = track();
    tell(...TALK, "report b ANSWER 16", "Hangup x-2 16", "Hangup x 16");
    vi.advanceTimersByTime(60_000);
    expect(end()).toBeUndefined();
    tell("HangupRequest b 16", "Hangup b 16");
    expect(end()).toBeUndefined();
    tell("Hangup a 16");
    expect(outcome()).toBe("completed hangup callee");
  });

  it("a blind transfer by A is no end", () => {
    const { tell, end, told } = track();
    tell(...TALK, "BlindTransfer a", "Hangup a 16");
    expect(end()).toBeUndefined();
    expect(told().slice(-2)).toEqual(["transferring", "a ended"]);
  });

  it("is not asked while somebody is being dialled, or before A answered", () => {
    const { tracker, tell } = track();
    tell(...A_RINGS);
    vi.advanceTimersByTime(10_000);
    expect(tracker.wantsProbe).toBe(false);
    tell(...B_RINGS.slice(A_RINGS.length));
    vi.advanceTimersByTime(10_000);
    expect(tracker.wantsProbe).toBe(false);
  });
});

describe("an Originate that failed", () => {
  it("before any channel is the whole story", () => {
    const { tracker, outcome } = track();
    expect(tracker.isWaiting).toBe(true);
    tracker.refused();
    expect(outcome()).toBe("failed pbx_refused pbx");
  });

  it("after channels were made waits for their own story", () => {
    const { tracker, tell, end } = track();
    tell(...A_RINGS);
    expect(tracker.isWaiting).toBe(false);
    tracker.refused();
    vi.advanceTimersByTime(1_000);
    expect(end()).toBeUndefined();
  });
});

it("says nothing more once it is closed", () => {
  const { tracker, tell, moves } = track();
  tell(...A_RINGS, "Hangup a 0", "Hangup x 16", "Hangup x-2 16");
  tracker.close();
  const told = moves.length;
  tell("DialEnd x-2>a ANSWER", "report a ANSWER 0");
  vi.advanceTimersByTime(1_000);
  expect(moves).toHaveLength(told);
});
