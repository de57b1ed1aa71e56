/** The steps of a click as Asterisk 22 tells them, in lines of `storyOf`. */
export const BEGIN = ["Newchannel one", "Newchannel two", "LocalBridge"];
export const A_RINGS = [
  ...BEGIN,
  "DialBegin >one",
  "Newchannel a",
  "DialBegin two>a",
  "Newstate a Ringing",
  "Newstate one Ringing",
  "DialState two>a RINGING",
  "DialState >one RINGING",
];
export const A_UP = [
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
export const B_UP = [
  ...B_RINGS,
  "Newstate b Up",
  "DialEnd one>b ANSWER",
  "BridgeEnter b 1",
  "BridgeEnter one 2",
];
export const USER_LEAVES = [
  "BridgeLeave two",
  "BridgeLeave a",
  "SoftHangupRequest two 16",
  "Hangup a 16",
];
export const TALK_ENDS = [
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
export function aFails(
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
export function destinationFails(status: string, cause: number): string[] {
  return [
    ...USER_LEAVES,
    "SoftHangupRequest one 16",
    `UserEvent one b ${status} ${cause}`,
    `HangupRequest two ${cause}`,
    `Hangup one ${cause}`,
    `Hangup two ${cause}`,
  ];
}

export function bFails(
  dialEnd: string,
  status: string,
  cause: number,
): string[] {
  return [
    ...B_RINGS,
    `HangupRequest b ${cause}`,
    `DialEnd one>b ${dialEnd}`,
    `Hangup b ${cause}`,
    ...destinationFails(status, cause),
  ];
}

export const B_CANCELLED = [
  ...B_RINGS,
  ...USER_LEAVES,
  "DialEnd one>b CANCEL",
  "Hangup b 16",
  "UserEvent one b CANCEL 16",
  "SoftHangupRequest one 16",
  "Hangup two 16",
];
