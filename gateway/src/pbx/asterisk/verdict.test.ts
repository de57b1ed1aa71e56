import { describe, expect, it, test } from "vitest";
import type { LegReport } from "./dialplan.ts";
import { type Facts, hasNews, verdict } from "./verdict.ts";

function facts(changes: Partial<Facts>): Facts {
  return {
    reports: {},
    causes: {},
    dialStatus: {},
    answeredA: false,
    aliveA: true,
    active: false,
    answeredProbeMs: 2_000,
    ...changes,
  };
}

/** "BUSY 17" as the dialplan reports it; a third word is the answered seconds. */
function report(leg: "a" | "b", text: string): LegReport {
  const [status = "", cause = "0", seconds = "0"] = text.split(" ");
  return {
    leg,
    status,
    cause: Number(cause),
    answeredSeconds: Number(seconds),
  };
}

const words = (it: Facts) => {
  const { outcome, reason, by, cause } = verdict(it);
  return `${outcome} ${reason} ${by} ${cause ?? "-"}`;
};

/** One row of ami-outcomes.md §1: the leg's report as our dialplan gives it, DialEnd, the leg's own Hangup cause. */
type Row = [
  name: string,
  told: { report: string; dialEnd?: string; cause?: number } & Partial<Facts>,
  expected: string,
];

const LEG_A: Row[] = [
  [
    "A not registered or unknown, our dialplan",
    { report: "CHANUNAVAIL 20", aliveA: false },
    "failed a_unreachable pbx 20",
  ],
  [
    "A not registered, a dialplan that tests nothing",
    { report: "CHANUNAVAIL 3", aliveA: false },
    "failed a_unreachable pbx 3",
  ],
  [
    "A 486",
    { report: "BUSY 17", dialEnd: "BUSY", cause: 17 },
    "busy a_busy caller 17",
  ],
  [
    "A 603",
    { report: "CHANUNAVAIL 21", dialEnd: "NOANSWER", cause: 21 },
    "rejected a_rejected caller 21",
  ],
  [
    "A 480",
    { report: "NOANSWER 19", dialEnd: "NOANSWER", cause: 19 },
    "no_answer a_no_answer caller 19",
  ],
  [
    "A never answers, Dial's time",
    { report: "NOANSWER 0", dialEnd: "NOANSWER" },
    "no_answer a_no_answer caller -",
  ],
  [
    "A never answers, Originate's time, 22",
    { report: "CANCEL 19", dialEnd: "CANCEL", cause: 19 },
    "no_answer a_no_answer caller 19",
  ],
  [
    "A never answers, Originate's time, 16",
    { report: "CANCEL 16", dialEnd: "CANCEL" },
    "no_answer a_no_answer caller 16",
  ],
  [
    "A never answers, equal times",
    { report: "NOANSWER 0", dialEnd: "NOANSWER", cause: 19 },
    "no_answer a_no_answer caller 19",
  ],
  [
    "A's contact is dead",
    { report: "NOANSWER 0", dialEnd: "NOANSWER", aliveA: false },
    "failed a_unreachable pbx -",
  ],
  [
    "A's contact is dead, Originate's time",
    { report: "CANCEL 16", dialEnd: "CANCEL", aliveA: false },
    "failed a_unreachable pbx 16",
  ],
  [
    "gateway hangs up while A rings",
    { report: "CANCEL 16", dialEnd: "CANCEL" },
    "no_answer a_no_answer caller 16",
  ],
  [
    "A 404",
    { report: "CHANUNAVAIL 1", dialEnd: "NOANSWER", cause: 1 },
    "failed a_failed pbx 1",
  ],
  [
    "A 503",
    { report: "CONGESTION 34", dialEnd: "CONGESTION", cause: 34 },
    "failed a_failed pbx 34",
  ],
  [
    "a destination the dialplan refuses",
    { report: "REFUSED 28", aliveA: false },
    "failed a_failed pbx 28",
  ],
];

const LEG_B: Row[] = [
  [
    "B 486",
    { report: "BUSY 17", dialEnd: "BUSY", cause: 17 },
    "busy b_busy callee 17",
  ],
  [
    "B 603",
    { report: "CHANUNAVAIL 21", dialEnd: "NOANSWER", cause: 21 },
    "rejected b_rejected callee 21",
  ],
  [
    "B 480",
    { report: "NOANSWER 19", dialEnd: "NOANSWER", cause: 19 },
    "no_answer b_no_answer callee 19",
  ],
  [
    "B 404",
    { report: "CHANUNAVAIL 1", dialEnd: "NOANSWER", cause: 1 },
    "failed b_unknown_number pbx 1",
  ],
  [
    "B 503",
    { report: "CONGESTION 34", dialEnd: "CONGESTION", cause: 34 },
    "failed b_congestion pbx 34",
  ],
  [
    "B no answer (Dial's time)",
    { report: "NOANSWER 16", dialEnd: "NOANSWER" },
    "no_answer b_no_answer callee 16",
  ],
  [
    "B no answer, told with 0",
    { report: "NOANSWER 0", dialEnd: "NOANSWER" },
    "no_answer b_no_answer callee -",
  ],
  [
    "B not registered",
    { report: "CHANUNAVAIL 3" },
    "failed b_unreachable pbx 3",
  ],
  [
    "B not registered, newer",
    { report: "CHANUNAVAIL 20" },
    "failed b_unreachable pbx 20",
  ],
  [
    "B: no such extension",
    { report: "NOEXTEN 1" },
    "failed b_unknown_number pbx 1",
  ],
  [
    "A hangs up while B rings",
    { report: "CANCEL 16", dialEnd: "CANCEL", hungUpBy: "a" },
    "cancelled cancelled_by_caller caller 16",
  ],
  [
    "gateway hangs up while B rings",
    { report: "CANCEL 16", dialEnd: "CANCEL" },
    "cancelled cancelled_by_caller caller 16",
  ],
  [
    "talked, A hangs up",
    { report: "ANSWER 16 8", dialEnd: "ANSWER", hungUpBy: "a" },
    "completed hangup caller 16",
  ],
  [
    "talked, B hangs up",
    { report: "ANSWER 16 8", dialEnd: "ANSWER", hungUpBy: "b" },
    "completed hangup callee 16",
  ],
  [
    "talked, the PBX ends it",
    { report: "ANSWER 16 8", dialEnd: "ANSWER" },
    "completed hangup pbx 16",
  ],
  [
    "voicemail, long enough to be one",
    { report: "NONE 16 2", hungUpBy: "a" },
    "completed hangup caller 16",
  ],
  [
    "voicemail the probe had found",
    { report: "NONE 16 1", active: true },
    "completed hangup pbx 16",
  ],
  [
    "A hangs up at once on a voicemail",
    { report: "NONE 16 0", hungUpBy: "a" },
    "completed hangup caller 16",
  ],
  [
    "A hangs up while the PBX turns the number away",
    { report: "NONE 21 0", hungUpBy: "a" },
    "rejected b_rejected callee 21",
  ],
  [
    "an announcement that ends by itself",
    { report: "NONE 16 1" },
    "failed b_failed pbx 16",
  ],
  [
    "no answer, then voicemail",
    { report: "NOANSWER 0", dialEnd: "NOANSWER", active: true },
    "completed hangup pbx 16",
  ],
];

function rowFacts(leg: "a" | "b", row: Row[1]): Facts {
  const { report: text, dialEnd, cause, ...rest } = row;
  return facts({
    reports: { [leg]: report(leg, text) },
    causes: cause === undefined ? {} : { [leg]: cause },
    dialStatus: dialEnd === undefined ? {} : { [leg]: dialEnd },
    answeredA: leg === "b",
    ...rest,
  });
}

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
