import {
  A_RINGS,
  A_UP,
  aFails,
  B_CANCELLED,
  B_UP,
  BEGIN,
  bFails,
  destinationFails,
  TALK_ENDS,
  USER_LEAVES,
} from "./story-lines.ts";

/** What a phone does in a story; every server under test can play these. */
export type Play =
  | "answers"
  | "rings"
  | "busy"
  | "declines"
  | "overloaded"
  | "absent";

export type Story = {
  title: string;
  a: Play;
  /** Milliseconds after its answer at which A hangs up. */
  aTalkMs?: number;
  b?: Play;
  bTalkMs?: number;
  destination: "bob" | "voicemail" | "missing";
  dialTimeoutSeconds?: number;
  originateTimeoutMs?: number;
  maxDurationMs?: number;
  /** The gateway hangs up when a channel of this role rings, or when B talks. */
  hangUp?: { when: "a rings" | "b rings" | "b talks"; cause?: number };
  /** What `storyOf` must give. */
  expected: readonly string[];
};

const BOB = { destination: "bob", a: "answers", b: "answers" } as const;

/** What Asterisk 22 says in each case, taken down from it; the simulator says the same. */
export const STORIES: readonly Story[] = [
  {
    ...BOB,
    title: "B hangs up",
    bTalkMs: 300,
    expected: [
      ...B_UP,
      ...TALK_ENDS,
      "HangupRequest b 16",
      "HangupRequest two 16",
    ],
  },
  {
    ...BOB,
    title: "A hangs up",
    aTalkMs: 800,
    expected: [
      ...B_UP,
      ...TALK_ENDS,
      "HangupRequest a 16",
      "HangupRequest one 16",
    ],
  },
  {
    ...BOB,
    title: "the gateway hangs up",
    hangUp: { when: "b talks", cause: 16 },
    expected: [...B_UP, ...TALK_ENDS, "HangupRequest two 16"],
  },
  {
    ...BOB,
    title: "the time limit of the call passes",
    maxDurationMs: 1_500,
    expected: [...B_UP, ...TALK_ENDS, "HangupRequest one 16"],
  },
  {
    ...BOB,
    title: "A is busy",
    a: "busy",
    expected: [...aFails("BUSY", "BUSY", 17), "HangupRequest a 17"],
  },
  {
    ...BOB,
    title: "A declines",
    a: "declines",
    expected: [...aFails("NOANSWER", "CHANUNAVAIL", 21), "HangupRequest a 21"],
  },
  {
    ...BOB,
    title: "A does not answer in Dial's time",
    a: "rings",
    dialTimeoutSeconds: 1,
    expected: aFails("NOANSWER", "NOANSWER", 0, 16),
  },
  {
    ...BOB,
    title: "A does not answer in the Originate's time",
    a: "rings",
    originateTimeoutMs: 600,
    expected: [
      ...A_RINGS,
      "HangupRequest two 19",
      "OriginateResponse one Failure 3",
      "DialEnd two>a CANCEL",
      "SoftHangupRequest two 16",
      "UserEvent two a CANCEL 19",
      "Hangup a 19",
      "Hangup one 19",
      "Hangup two 19",
    ],
  },
  {
    ...BOB,
    title: "A has no phone",
    a: "absent",
    expected: [
      ...BEGIN,
      "DialBegin >one",
      "SoftHangupRequest two 16",
      "UserEvent two a CHANUNAVAIL 20",
      "HangupRequest one 20",
      "DialEnd >one CHANUNAVAIL",
      "OriginateResponse one Failure 0",
      "Hangup one 20",
      "Hangup two 20",
    ],
  },
  {
    ...BOB,
    title: "the gateway hangs up while A rings",
    a: "rings",
    hangUp: { when: "a rings", cause: 16 },
    expected: [
      ...A_RINGS,
      "DialEnd >one NOANSWER",
      "HangupRequest two 16",
      "OriginateResponse one Failure 0",
      "DialEnd two>a CANCEL",
      "SoftHangupRequest two 16",
      "UserEvent two a CANCEL 16",
      "Hangup a 16",
      "Hangup one 16",
      "Hangup two 16",
    ],
  },
  {
    ...BOB,
    title: "B is busy",
    b: "busy",
    expected: bFails("BUSY", "BUSY", 17),
  },
  {
    ...BOB,
    title: "B declines",
    b: "declines",
    expected: bFails("NOANSWER", "CHANUNAVAIL", 21),
  },
  {
    ...BOB,
    title: "B is overloaded",
    b: "overloaded",
    expected: bFails("CONGESTION", "CONGESTION", 34),
  },
  {
    ...BOB,
    title: "B has no phone",
    b: "absent",
    expected: [...A_UP, ...destinationFails("CHANUNAVAIL", 3)],
  },
  {
    a: "answers",
    title: "B is no extension",
    destination: "missing",
    expected: [...A_UP, ...destinationFails("NOEXTEN", 1)],
  },
  {
    a: "answers",
    title: "the PBX itself answers",
    destination: "voicemail",
    aTalkMs: 500,
    expected: [
      ...A_UP,
      ...USER_LEAVES,
      "HangupRequest a 16",
      "HangupRequest one 16",
      "SoftHangupRequest one 16",
      "UserEvent one b NONE 16",
      "Hangup one 16",
      "Hangup two 16",
    ],
  },
  {
    ...BOB,
    title: "A hangs up while B rings",
    b: "rings",
    aTalkMs: 600,
    expected: [
      ...B_CANCELLED,
      "HangupRequest a 16",
      "HangupRequest one 16",
      "Hangup one 16",
    ],
  },
  {
    ...BOB,
    title: "the gateway hangs up while B rings",
    b: "rings",
    hangUp: { when: "b rings", cause: 16 },
    expected: [...B_CANCELLED, "HangupRequest two 16", "Hangup one 16"],
  },
];
