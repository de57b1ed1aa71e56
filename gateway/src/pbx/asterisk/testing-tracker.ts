/** Events of one call in short, told to a tracker. */
import { vi } from "vitest";
import type { Move } from "../port.ts";
import { WireMessage } from "./ami/message.ts";
import type { LegReport } from "./dialplan.ts";
import { Tracker } from "./tracker.ts";

/** A tracker of the call `x`, and what it told. */
export function track() {
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

export const A_RINGS = [
  "Newchannel x",
  "Newchannel x-2",
  "DialBegin >x",
  "Newchannel a",
  "DialBegin x-2>a",
  "Newstate a 5",
  "DialState x-2>a RINGING",
];
export const A_UP = [...A_RINGS, "DialEnd x-2>a ANSWER", "report a ANSWER 0"];
export const B_RINGS = [
  ...A_UP,
  "Newchannel b",
  "DialBegin x>b",
  "DialState x>b RINGING",
];
export const TALK = [
  ...B_RINGS,
  "DialEnd x>b ANSWER",
  "BridgeEnter b",
  "BridgeEnter x",
];
export const ALL_GONE = [
  "Hangup b 16",
  "Hangup x 16",
  "Hangup x-2 16",
  "Hangup a 16",
];
