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

const BEGIN = ["Newchannel one", "Newchannel two", "LocalBridge"];
const A_RINGS = [
  ...BEGIN,
  "DialBegin >one",
  "Newchannel a",
  "DialBegin two>a",
  "Newstate a Ringing",
  "Newstate one Ringing",
  "DialState two>a RINGING",
  "DialState >one RINGING",
];
const A_UP = [
  ...A_RINGS,
  "Newstate a Up",
  "DialEnd two>a ANSWER",
  "Newstate two Up",
  "Newstate one Up",
  "DialEnd >one ANSWER",
  "BridgeEnter a 1",
  "BridgeEnter two 2",
  "OriginateResponse one Success 4",
  "UserEvent one a ANSWER 0",
];
const B_RINGS = [
  ...A_UP,
  "Newchannel b",
  "DialBegin one>b",
  "Newstate b Ringing",
  "DialState one>b RINGING",
];
const B_UP = [
  ...B_RINGS,
  "Newstate b Up",
  "DialEnd one>b ANSWER",
  "BridgeEnter b 1",
  "BridgeEnter one 2",
];
const USER_LEAVES = [
  "BridgeLeave two",
  "BridgeLeave a",
  "SoftHangupRequest two 16",
  "Hangup a 16",
];
const TALK_ENDS = [
  ...USER_LEAVES,
  "BridgeLeave one",
  "BridgeLeave b",
  "SoftHangupRequest one 16",
  "UserEvent one b ANSWER 16",
  "Hangup one 16",
  "Hangup two 16",
  "Hangup b 16",
];

/** A fails while ringing: `cause` of the phone, `hangup` of the Local channel. */
function aFails(
  dialEnd: string,
  status: string,
  cause: number,
  hangup = cause,
): string[] {
  return [
    ...A_RINGS,
    `DialEnd two>a ${dialEnd}`,
    "SoftHangupRequest two 16",
    `UserEvent two a ${status} ${cause}`,
    `HangupRequest one ${hangup}`,
    `DialEnd >one ${dialEnd}`,
    "OriginateResponse one Failure 0",
    `Hangup a ${cause}`,
    `Hangup one ${hangup}`,
    `Hangup two ${hangup}`,
  ];
}

/** Leg B comes to nothing, and the dialplan hangs up with `cause`. */
function destinationFails(status: string, cause: number): string[] {
  return [
    ...USER_LEAVES,
    "SoftHangupRequest one 16",
    `UserEvent one b ${status} ${cause}`,
    `HangupRequest two ${cause}`,
    `Hangup one ${cause}`,
    `Hangup two ${cause}`,
  ];
}

function bFails(dialEnd: string, status: string, cause: number): string[] {
  return [
    ...B_RINGS,
    `HangupRequest b ${cause}`,
    `DialEnd one>b ${dialEnd}`,
    `Hangup b ${cause}`,
    ...destinationFails(status, cause),
  ];
}

const B_CANCELLED = [
  ...B_RINGS,
  ...USER_LEAVES,
  "DialEnd one>b CANCEL",
  "Hangup b 16",
  "UserEvent one b CANCEL 16",
  "SoftHangupRequest one 16",
  "Hangup two 16",
];

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
