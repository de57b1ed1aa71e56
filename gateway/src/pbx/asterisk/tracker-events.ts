import type { AmiMessage } from "./ami/transport.ts";
import type { Tracker } from "./tracker.ts";

/** Which AMI event tells a tracker what. All others say nothing about a call's course. */
export const HANDLERS: ReadonlyMap<
  string,
  (tracker: Tracker, event: AmiMessage) => void
> = new Map([
  ["Newchannel", (tracker, event) => tracker.newChannel(event)],
  ["Newstate", (tracker, event) => tracker.newState(event)],
  ["DialBegin", (tracker, event) => tracker.dialBegin(event)],
  ["DialState", (tracker, event) => tracker.dialState(event)],
  ["DialEnd", (tracker, event) => tracker.dialEnd(event)],
  ["BridgeEnter", (tracker, event) => tracker.bridgeEnter(event)],
  ["Hold", (tracker) => tracker.substate("held")],
  ["Unhold", (tracker) => tracker.substate("none")],
  ["BlindTransfer", (tracker) => tracker.substate("transferring")],
  ["AttendedTransfer", (tracker) => tracker.substate("transferring")],
  ["HangupRequest", (tracker, event) => tracker.hangupRequest(event)],
  ["Hangup", (tracker, event) => tracker.hangup(event)],
]);
