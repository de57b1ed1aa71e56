/** Calls of programs, to phones of the PBX and through its trunk, and what the port `Pbx` must tell of them. */
import type { ProgramOrder } from "../port.ts";
import type { Play } from "./cases.ts";

/** Where a party is reached: at an endpoint of the PBX, or outside. */
type Place = "inside" | "outside";

export type ProgramCase = {
  title: string;
  a: Play;
  b?: Play;
  /** A second phone of one party, which is inside: it rings as well, and answers. */
  second?: "a" | "b";
  at: { a: Place; b: Place };
  order?: Partial<Pick<ProgramOrder, "bTimeoutSeconds">> & {
    dialTimeoutSeconds?: number;
    maxDurationMs?: number;
  };
  /** The gateway hangs up this long after the call has come so far. */
  hangUp?: { when: "a ringing" | "b ringing" | "active"; afterMs?: number };
  recording?: true;
  /** Both phones must have heard each other. */
  voices?: true;
  expected:
    | { refused: "unreachable" }
    | {
        reached: string;
        end: string;
        /** Q.850; several where places or versions differ, 0 = none named. */
        cause: readonly number[];
      };
};

const PLACES: readonly Place[] = ["inside", "outside"];
const PAIRS = PLACES.flatMap((a) => PLACES.map((b) => ({ a, b })));
const ANSWERS: Play = { does: "answers" };
const RINGING_A = "a:ringing";
const RINGING_B = "alerting_b a:answered b:ringing";
const TALKED = "active a:answered b:answered";

type Ending = { does: Play["does"]; a: string; b: string; cause: number };

const REJECTIONS: readonly Ending[] = [
  {
    does: "busy",
    a: "busy a_busy caller",
    b: "busy b_busy callee",
    cause: 17,
  },
  {
    does: "declines",
    a: "rejected a_rejected caller",
    b: "rejected b_rejected callee",
    cause: 21,
  },
  {
    does: "unavailable",
    a: "no_answer a_no_answer caller",
    b: "no_answer b_no_answer callee",
    cause: 19,
  },
  {
    does: "nosuch",
    a: "failed a_failed pbx",
    b: "failed b_unknown_number pbx",
    cause: 1,
  },
  {
    does: "overloaded",
    a: "failed a_failed pbx",
    b: "failed b_congestion pbx",
    cause: 34,
  },
];

const LEG_A: readonly ProgramCase[] = PLACES.flatMap((place) => {
  const at = { a: place, b: "inside" } as const;
  return [
    ...REJECTIONS.map(
      ({ does, a, cause }): ProgramCase => ({
        title: `A ${place} ${does}`,
        a: { does },
        at,
        expected: { reached: RINGING_A, end: a, cause: [cause] },
      }),
    ),
    {
      title: `A ${place} cannot be rung`,
      a: { does: "absent" },
      at,
      expected: { refused: "unreachable" },
    },
    {
      title: `A ${place} never answers`,
      a: { does: "rings" },
      at,
      order: { dialTimeoutSeconds: 1 },
      expected: {
        reached: RINGING_A,
        end: "no_answer a_no_answer caller",
        cause: [0],
      },
    },
    {
      title: `A ${place} is dead`,
      a: { does: "dead" },
      at,
      order: { dialTimeoutSeconds: 1 },
      expected: {
        reached: "a:dialing",
        end: "failed a_unreachable pbx",
        cause: [0],
      },
    },
    {
      title: `the gateway hangs up while A ${place} rings`,
      a: { does: "rings" },
      at,
      hangUp: { when: "a ringing" },
      expected: {
        reached: RINGING_A,
        end: "no_answer a_no_answer caller",
        cause: [0, 16],
      },
    },
  ];
});

const LEG_B: readonly ProgramCase[] = PAIRS.flatMap((at) => {
  const where = `A ${at.a}, B ${at.b}`;
  return [
    ...REJECTIONS.map(
      ({ does, b, cause }): ProgramCase => ({
        title: `${where} ${does}`,
        a: ANSWERS,
        b: { does },
        at,
        expected: { reached: RINGING_B, end: b, cause: [cause] },
      }),
    ),
    {
      title: `${where} never answers`,
      a: ANSWERS,
      b: { does: "rings" },
      at,
      order: { bTimeoutSeconds: 1 },
      expected: {
        reached: RINGING_B,
        end: "no_answer b_no_answer callee",
        cause: [0, 16],
      },
    },
    {
      title: `${where} cannot be rung`,
      a: ANSWERS,
      b: { does: "absent" },
      at,
      expected: {
        reached: "a:answered",
        end:
          at.b === "inside"
            ? "failed b_unreachable pbx"
            : "failed b_unknown_number pbx",
        cause: [1, 20],
      },
    },
    {
      title: `${where} rings when A hangs up`,
      a: { does: "answers", talkMs: 500 },
      b: { does: "rings" },
      at,
      expected: {
        reached: RINGING_B,
        end: "cancelled cancelled_by_caller caller",
        cause: [0, 16],
      },
    },
    {
      title: `${where} rings when the gateway hangs up`,
      a: ANSWERS,
      b: { does: "rings" },
      at,
      hangUp: { when: "b ringing" },
      expected: {
        reached: RINGING_B,
        end: "cancelled cancelled_by_caller caller",
        cause: [0, 16],
      },
    },
  ];
});

const TALKS: readonly ProgramCase[] = PAIRS.flatMap((at) => {
  const where = `A ${at.a}, B ${at.b}`;
  const talked = (by: string) => ({
    reached: TALKED,
    end: `completed hangup ${by}`,
    cause: [16],
  });
  return [
    {
      title: `${where}: A hangs up`,
      a: { does: "answers", talkMs: 1_300 },
      b: ANSWERS,
      at,
      voices: true,
      expected: talked("caller"),
    },
    {
      title: `${where}: B hangs up, recorded`,
      a: ANSWERS,
      b: { does: "answers", talkMs: 1_100 },
      at,
      voices: true,
      recording: true,
      expected: talked("callee"),
    },
    {
      title: `${where}: the gateway hangs up`,
      a: ANSWERS,
      b: ANSWERS,
      at,
      voices: true,
      hangUp: { when: "active", afterMs: 800 },
      expected: talked("pbx"),
    },
    {
      title: `${where}: the longest duration has passed`,
      a: ANSWERS,
      b: ANSWERS,
      at,
      voices: true,
      order: { maxDurationMs: 1_900 },
      expected: talked("pbx"),
    },
  ] satisfies ProgramCase[];
});

const INSIDE = { a: "inside", b: "inside" } as const;

const TWO_PHONES: readonly ProgramCase[] = [
  {
    title: "both phones of A ring, the second answers",
    a: { does: "rings" },
    b: { does: "answers", talkMs: 500 },
    second: "a",
    at: INSIDE,
    voices: true,
    expected: { reached: TALKED, end: "completed hangup callee", cause: [16] },
  },
  {
    title: "both phones of B ring, the second answers",
    a: { does: "answers", talkMs: 700 },
    b: { does: "rings" },
    second: "b",
    at: INSIDE,
    voices: true,
    expected: { reached: TALKED, end: "completed hangup caller", cause: [16] },
  },
];

export const PROGRAM_CASES: readonly ProgramCase[] = [
  ...LEG_A,
  ...LEG_B,
  ...TALKS,
  ...TWO_PHONES,
];
