/** Every row of `ami-outcomes.md` §1 and §2, as what the port `Pbx` must tell of it. */
import type { OriginateRequest } from "../port.ts";

/** What a phone does; every server under test can play these. */
export type Play = {
  does:
    | "answers"
    | "rings"
    | "busy"
    | "declines"
    | "unavailable"
    | "nosuch"
    | "overloaded"
    | "dead"
    | "absent"
    | "holds"
    | "transfers"
    | "redirects";
  /** Milliseconds after its answer at which it hangs up, holds or transfers. */
  talkMs?: number;
};

export type Destination =
  | "bob"
  | "bob, who has a second"
  | "bob, then voicemail"
  | "a group with bob"
  | "nobody's phone"
  | "no extension"
  | "voicemail"
  | "menu"
  | "conference"
  | "echo";

export type Case = {
  title: string;
  a: Play | "unknown endpoint";
  /** A second phone of the caller. */
  a2?: Play;
  b?: Play;
  to: Destination;
  order?: Partial<OriginateRequest>;
  /** The Originate ends this much before (negative) the phone's time. */
  originateSlackMs?: number;
  /** The gateway hangs up this long after the call has come so far. */
  hangUp?: {
    when: "a ringing" | "b ringing" | "active";
    afterMs?: number;
  };
  without?: "click2dial-user" | "click2dial-target";
  /** Both phones must have heard each other. */
  voices?: true;
  expected: Expected;
};

type Expected =
  | { refused: "unreachable" | "context_missing" }
  | {
      /** The furthest state, and the furthest leg states, that were told before the end. */
      reached: string;
      substates?: readonly string[];
      /** outcome, reason, by */
      end: string;
      /** Q.850; versions differ where several are given, 0 = none named. */
      cause: readonly number[];
    };

const ANSWERS: Play = { does: "answers" };
const RINGING_A = "a:ringing";
const RINGING_B = "alerting_b a:answered b:ringing";
const DIALLED_B = "alerting_b a:answered b:dialing";
const TALKED = "active a:answered b:answered";
const CALLER = "completed hangup caller";
const CALLEE = "completed hangup callee";
const PBX = "completed hangup pbx";

const rejections: readonly [Play["does"], string, string, number][] = [
  ["busy", "busy a_busy caller", "busy b_busy callee", 17],
  ["declines", "rejected a_rejected caller", "rejected b_rejected callee", 21],
  [
    "unavailable",
    "no_answer a_no_answer caller",
    "no_answer b_no_answer callee",
    19,
  ],
  ["nosuch", "failed a_failed pbx", "failed b_unknown_number pbx", 1],
  ["overloaded", "failed a_failed pbx", "failed b_congestion pbx", 34],
];

const LEG_A: readonly Case[] = [
  ...rejections.map(
    ([does, end, , cause]): Case => ({
      title: `A ${does}`,
      a: { does },
      to: "bob",
      expected: { reached: RINGING_A, end, cause: [cause] },
    }),
  ),
  {
    title: "A has no phone",
    a: { does: "absent" },
    to: "bob",
    expected: { refused: "unreachable" },
  },
  {
    title: "A is no endpoint",
    a: "unknown endpoint",
    to: "bob",
    expected: { refused: "unreachable" },
  },
  {
    title: "A never answers, Dial's time is the shorter",
    a: { does: "rings" },
    to: "bob",
    order: { dialTimeoutSeconds: 1 },
    expected: {
      reached: RINGING_A,
      end: "no_answer a_no_answer caller",
      cause: [0],
    },
  },
  {
    title: "A never answers, the Originate's time is the shorter",
    a: { does: "rings" },
    to: "bob",
    originateSlackMs: -4_300,
    expected: {
      reached: RINGING_A,
      end: "no_answer a_no_answer caller",
      cause: [0, 16, 19],
    },
  },
  {
    title: "A's contact is dead",
    a: { does: "dead" },
    to: "bob",
    order: { dialTimeoutSeconds: 1 },
    expected: {
      reached: "a:dialing",
      end: "failed a_unreachable pbx",
      cause: [0],
    },
  },
  {
    title: "the gateway hangs up while A rings",
    a: { does: "rings" },
    to: "bob",
    hangUp: { when: "a ringing" },
    expected: {
      reached: RINGING_A,
      end: "no_answer a_no_answer caller",
      cause: [0, 16],
    },
  },
  {
    title: "one of A's two phones answers, the other stops ringing",
    a: { does: "rings" },
    a2: ANSWERS,
    b: { does: "answers", talkMs: 500 },
    to: "bob",
    expected: { reached: TALKED, end: CALLEE, cause: [16] },
  },
  {
    title: "one of A's two phones declines, the other answers",
    a: { does: "declines" },
    a2: ANSWERS,
    b: { does: "answers", talkMs: 500 },
    to: "bob",
    expected: { reached: TALKED, end: CALLEE, cause: [16] },
  },
  {
    title: "A sends the click elsewhere (302)",
    a: { does: "redirects" },
    b: ANSWERS,
    to: "bob",
    order: { dialTimeoutSeconds: 1 },
    expected: {
      reached: RINGING_A,
      // Asterisk's word for a forwarding that Dial was told to ignore.
      end: "busy a_busy caller",
      cause: [0, 17, 23],
    },
  },
  ...(["click2dial-user", "click2dial-target"] as const).map(
    (without): Case => ({
      title: `the context ${without} is missing`,
      a: ANSWERS,
      to: "bob",
      without,
      expected: { refused: "context_missing" },
    }),
  ),
];

const LEG_B: readonly Case[] = [
  ...rejections.map(
    ([does, , end, cause]): Case => ({
      title: `B ${does}`,
      a: ANSWERS,
      b: { does },
      to: "bob",
      expected: { reached: RINGING_B, end, cause: [cause] },
    }),
  ),
  {
    title: "B does not answer in the PBX's time",
    a: ANSWERS,
    b: { does: "rings" },
    to: "bob, who has a second",
    expected: {
      reached: RINGING_B,
      end: "no_answer b_no_answer callee",
      cause: [0, 16],
    },
  },
  {
    title: "B's contact is dead",
    a: ANSWERS,
    b: { does: "dead" },
    to: "bob, who has a second",
    expected: {
      reached: DIALLED_B,
      end: "no_answer b_no_answer callee",
      cause: [0, 16],
    },
  },
  {
    title: "B has no phone",
    a: ANSWERS,
    to: "nobody's phone",
    expected: {
      reached: "a:answered",
      end: "failed b_unreachable pbx",
      cause: [3, 20],
    },
  },
  {
    title: "B is no extension",
    a: ANSWERS,
    to: "no extension",
    expected: {
      reached: "a:answered",
      end: "failed b_unknown_number pbx",
      cause: [1],
    },
  },
  {
    title: "A hangs up while B rings",
    a: { does: "answers", talkMs: 500 },
    b: { does: "rings" },
    to: "bob",
    expected: {
      reached: RINGING_B,
      end: "cancelled cancelled_by_caller caller",
      cause: [0, 16],
    },
  },
  {
    title: "the gateway hangs up while B rings",
    a: ANSWERS,
    b: { does: "rings" },
    to: "bob",
    hangUp: { when: "b ringing" },
    expected: {
      reached: RINGING_B,
      end: "cancelled cancelled_by_caller caller",
      cause: [0, 16],
    },
  },
];

const TALKS: readonly Case[] = [false, true].flatMap((optimize) => {
  const how = optimize ? ", optimised" : "";
  const common = { to: "bob", voices: true, order: { optimize } } as const;
  return [
    {
      ...common,
      title: `A hangs up${how}`,
      a: { does: "answers", talkMs: 1_300 },
      b: ANSWERS,
      expected: { reached: TALKED, end: CALLER, cause: [16] },
    },
    {
      ...common,
      title: `B hangs up${how}`,
      a: ANSWERS,
      b: { does: "answers", talkMs: 1_100 },
      expected: { reached: TALKED, end: CALLEE, cause: [16] },
    },
    {
      ...common,
      title: `the gateway hangs up${how}`,
      a: ANSWERS,
      b: ANSWERS,
      hangUp: { when: "active", afterMs: 1_000 },
      expected: { reached: TALKED, end: PBX, cause: [16] },
    },
    {
      ...common,
      title: `the longest duration has passed${how}`,
      a: ANSWERS,
      b: ANSWERS,
      order: { optimize, maxDurationMs: 1_900 },
      expected: { reached: TALKED, end: PBX, cause: [16] },
    },
  ] satisfies Case[];
});

const SERVICES: readonly Case[] = [
  ...(["voicemail", "menu", "conference", "echo"] as const).flatMap(
    (to): Case[] => [
      {
        title: `A listens to a ${to} for long`,
        a: { does: "answers", talkMs: 1_500 },
        to,
        expected: { reached: TALKED, end: CALLER, cause: [16] },
      },
    ],
  ),
  {
    title: "A leaves a voicemail at once",
    a: { does: "answers", talkMs: 250 },
    to: "voicemail",
    expected: { reached: "a:answered", end: CALLER, cause: [16] },
  },
  {
    title: "the longest duration of a voicemail has passed",
    a: ANSWERS,
    to: "voicemail",
    order: { maxDurationMs: 1_500 },
    expected: { reached: TALKED, end: PBX, cause: [16] },
  },
  {
    title: "the PBX's voicemail answers for B",
    a: { does: "answers", talkMs: 2_500 },
    b: { does: "rings" },
    to: "bob, then voicemail",
    expected: { reached: TALKED, end: CALLER, cause: [16] },
  },
  {
    title: "one of a ring group answers",
    a: ANSWERS,
    b: { does: "answers", talkMs: 900 },
    to: "a group with bob",
    voices: true,
    expected: { reached: TALKED, end: CALLEE, cause: [16] },
  },
  {
    title: "A holds and comes back",
    a: { does: "holds", talkMs: 500 },
    b: { does: "answers", talkMs: 1_800 },
    to: "bob",
    voices: true,
    expected: {
      reached: TALKED,
      substates: ["held", "none"],
      end: CALLEE,
      cause: [16],
    },
  },
  {
    title: "A transfers blindly",
    a: { does: "transfers", talkMs: 500 },
    b: { does: "answers", talkMs: 1_800 },
    to: "bob",
    expected: {
      reached: TALKED,
      substates: ["transferring", "none"],
      end: CALLEE,
      cause: [16],
    },
  },
];

export const CASES: readonly Case[] = [
  ...LEG_A,
  ...LEG_B,
  ...TALKS,
  ...SERVICES,
];
