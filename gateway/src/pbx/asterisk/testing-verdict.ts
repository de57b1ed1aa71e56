/** What the PBX may tell of a leg, and what is to become of it. */
import type { LegReport } from "./dialplan.ts";
import { type Facts, verdict } from "./verdict.ts";

export function facts(changes: Partial<Facts>): Facts {
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
export function report(leg: "a" | "b", text: string): LegReport {
  const [status = "", cause = "0", seconds = "0"] = text.split(" ");
  return {
    leg,
    status,
    cause: Number(cause),
    answeredSeconds: Number(seconds),
  };
}

export const words = (it: Facts) => {
  const { outcome, reason, by, cause } = verdict(it);
  return `${outcome} ${reason} ${by} ${cause ?? "-"}`;
};

/** One row of ami-outcomes.md §1: the leg's report as our dialplan gives it, DialEnd, the leg's own Hangup cause. */
export type Row = [
  name: string,
  told: { report: string; dialEnd?: string; cause?: number } & Partial<Facts>,
  expected: string,
];

export const LEG_A: Row[] = [
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

export const LEG_B: Row[] = [
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

export function rowFacts(leg: "a" | "b", row: Row[1]): Facts {
  const { report: text, dialEnd, cause, ...rest } = row;
  return facts({
    reports: { [leg]: report(leg, text) },
    causes: cause === undefined ? {} : { [leg]: cause },
    dialStatus: dialEnd === undefined ? {} : { [leg]: dialEnd },
    answeredA: leg === "b",
    ...rest,
  });
}
