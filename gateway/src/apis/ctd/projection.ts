/** The one call in the words of Click to Dial (`callflow-management-signaling.md` §C.6). Pure. */
import type { EndReason } from "@ringback/shared/call/states.ts";
import type {
  Call,
  CallStatus,
  DisconnectionReason,
} from "@ringback/shared/ctd/schema.ts";
import { legOf, type Snapshot } from "../../calls/snapshot.ts";

/** Of a call that reached the PBX. `hangUp` also for a cap or a DELETE: the conversation, or the way to it, was ended on purpose. */
const REASONS: Record<EndReason, DisconnectionReason> = {
  hangup: "hangUp",
  max_duration: "hangUp",
  a_busy: "callerBusy",
  a_rejected: "other",
  a_no_answer: "callerNoAnswer",
  a_unreachable: "callerFailure",
  a_failed: "callerFailure",
  b_busy: "calleeBusy",
  b_rejected: "other",
  b_no_answer: "calleeNoAnswer",
  b_unreachable: "calleeFailure",
  b_unknown_number: "calleeFailure",
  b_congestion: "calleeFailure",
  b_failed: "calleeFailure",
  cancelled_by_user: "hangUp",
  cancelled_by_caller: "callerAbandon",
  pbx_refused: "other",
  pbx_unavailable: "other",
  deadline: "other",
  resync: "other",
};

/** How a call ended: with a reason where any leg was on the wire, else as `failed` (ctd.md §5.2). */
export type Ending =
  | { state: "disconnected"; reason: DisconnectionReason }
  | { state: "failed" };

export function endingOf(snapshot: Snapshot): Ending {
  const { outcome, ended_by, end_reason } = snapshot.call;
  if (outcome === "completed" || ended_by === "user") {
    return { state: "disconnected", reason: "hangUp" };
  }
  if (legOf(snapshot, "a") === undefined) return { state: "failed" };
  const reason = end_reason === null ? "other" : REASONS[end_reason];
  return { state: "disconnected", reason };
}

/** What the call's events say; undefined while its end is only ordered, which is no state of its own. */
export function eventStateOf(snapshot: Snapshot): CallStatus | undefined {
  switch (snapshot.call.state) {
    case "created":
      return "initiating";
    case "alerting_a":
      return "callingCaller";
    case "alerting_b":
    case "connecting":
      return "callingCallee";
    case "active":
      return "connected";
    case "ending":
      return undefined;
    case "ended":
      return endingOf(snapshot).state;
  }
}

/** What `GET` says. A call whose end the client ordered is over for the client once the PBX has the order, though phones may take a moment; till then it is what it was. */
export function statusOf(snapshot: Snapshot): CallStatus {
  const told = eventStateOf(snapshot);
  if (told !== undefined) return told;
  const { ended_by, hangup_told, answered_at } = snapshot.call;
  if (ended_by === "user" && hangup_told === 1) return "disconnected";
  if (answered_at !== null) return "connected";
  if (legOf(snapshot, "a") === undefined) return "initiating";
  return legOf(snapshot, "b") === undefined ? "callingCaller" : "callingCallee";
}

/** Whole seconds from the bridge to the end, "0" for a call that never connected (ctd.md §5.7). */
export function durationOf({ call }: Snapshot): string {
  const { answered_at, ended_at } = call;
  if (answered_at === null || ended_at === null) return "0";
  return String(Math.max(0, Math.floor((ended_at - answered_at) / 1000)));
}

/** The resource. Only calls that a program placed have both numbers. */
export function callOf(snapshot: Snapshot, status: CallStatus): Call {
  const { call } = snapshot;
  return {
    callId: call.id,
    caller: { number: call.caller_number ?? "" },
    callee: { number: call.callee_number ?? "" },
    status,
    createdAt: new Date(call.created_at).toISOString(),
    recordingEnabled: call.recording === 1,
  };
}
