/** The state machine (design §3): pure. A snapshot and a move give the next snapshot, or nothing where the move says nothing new. */
import {
  CALL_STATES,
  type CallState,
  LEG_STATES,
} from "@ringback/shared/call/states.ts";
import type { CallEnd, LegChange, Move } from "../pbx/port.ts";
import { type DeadlineLimits, deadlineFor } from "./deadline.ts";
import { type LegRow, legOf, type Snapshot } from "./snapshot.ts";

// The PBX cuts by whole seconds and tells a moment later.
const MAX_DURATION_TOLERANCE_MS = 1500;

export function isLive(state: CallState): boolean {
  return state !== "ended";
}

/** undefined: late, repeated or empty, so nothing is written. */
export function advance(
  current: Snapshot,
  move: Move,
  limits: DeadlineLimits,
): Snapshot | undefined {
  if (!isLive(current.call.state)) return undefined;
  const moved = withLegs(withState(current, move), move);
  const next = move.end === undefined ? moved : ended(moved, move.end, move.at);
  if (next === current) return undefined;
  return {
    legs: next.legs,
    call: {
      ...next.call,
      deadline_at: deadlineFor(next, current, move.at, limits),
      version: current.call.version + 1,
    },
  };
}

function withState(current: Snapshot, move: Move): Snapshot {
  const { call } = current;
  const forward = move.state !== undefined && isAfter(move.state, call.state);
  const state = forward ? (move.state ?? call.state) : call.state;
  const substate =
    move.substate !== undefined && state === "active"
      ? move.substate
      : call.substate;
  if (!forward && substate === call.substate) return current;
  return {
    ...current,
    call: {
      ...call,
      state,
      substate: state === "active" ? substate : "none",
      answered_at:
        state === "active" ? (call.answered_at ?? move.at) : call.answered_at,
    },
  };
}

function withLegs(current: Snapshot, move: Move): Snapshot {
  let { legs } = current;
  for (const change of move.legs ?? []) {
    const known = legs.find((leg) => leg.role === change.role);
    const next = changedLeg(known, change, current.call.id, move.at);
    if (next === known) continue;
    legs =
      known === undefined
        ? [...legs, next]
        : legs.map((leg) => (leg === known ? next : leg));
  }
  return legs === current.legs ? current : { ...current, legs };
}

function changedLeg(
  known: Readonly<LegRow> | undefined,
  change: LegChange,
  callId: string,
  at: number,
): Readonly<LegRow> {
  const leg: LegRow = known ?? {
    call_id: callId,
    role: change.role,
    state: "dialing",
    channel: null,
    unique_id: null,
    dial_status: null,
    q850: null,
    started_at: at,
    ringing_at: null,
    answered_at: null,
    ended_at: null,
  };
  const forward =
    LEG_STATES.indexOf(change.state) > LEG_STATES.indexOf(leg.state);
  if (known !== undefined && !forward) return known;
  return {
    ...leg,
    state: change.state,
    channel: change.channel ?? leg.channel,
    unique_id: change.uniqueId ?? leg.unique_id,
    dial_status: change.dialStatus ?? leg.dial_status,
    q850: change.cause ?? leg.q850,
    ringing_at: change.state === "ringing" ? at : leg.ringing_at,
    answered_at: change.state === "answered" ? at : leg.answered_at,
    ended_at: change.state === "ended" ? at : leg.ended_at,
  };
}

function ended(current: Snapshot, end: CallEnd, toldAt: number): Snapshot {
  // Also within one move: no call ends before it was answered.
  const at = Math.max(toldAt, lastTime(current));
  const told = ordered(current, end, at);
  return {
    legs: current.legs.map((leg) =>
      leg.state === "ended" ? leg : { ...leg, state: "ended", ended_at: at },
    ),
    call: {
      ...current.call,
      state: "ended",
      substate: "none",
      outcome: told.outcome,
      end_reason: told.reason,
      ended_by: told.by,
      q850: told.cause ?? null,
      approximate: told.approximate === true ? 1 : 0,
      ended_at: at,
    },
  };
}

/** The PBX tells how the channels went; only the gateway knows that it ordered the end itself, or that the time was up. */
function ordered(current: Snapshot, end: CallEnd, at: number): CallEnd {
  const { call } = current;
  if (end.outcome === "completed") {
    if (call.ended_by === "user") return { ...end, by: "user" };
    const isOurs = call.ended_by === "gateway";
    if ((isOurs || end.by === "pbx") && isTimeUp(current, at)) {
      return { ...end, reason: "max_duration", by: "gateway" };
    }
    return isOurs ? { ...end, reason: "deadline", by: "gateway" } : end;
  }
  if (call.ended_by === "user") {
    return {
      ...end,
      outcome: "cancelled",
      reason: "cancelled_by_user",
      by: "user",
    };
  }
  // An order that the PBX never answered and knows nothing of: no phone was seen to ring, so none was not answered.
  const neverSeen = end.reason === "resync" && !legOf(current, "a");
  if (call.ended_by === "gateway" && !neverSeen) {
    return {
      ...end,
      outcome: legOf(current, "a")?.answered_at ? "failed" : "no_answer",
      reason: "deadline",
      by: "gateway",
    };
  }
  return end;
}

function isTimeUp(current: Snapshot, at: number): boolean {
  const { max_duration_ms: max, answered_at } = current.call;
  const answered = legOf(current, "a")?.answered_at ?? answered_at;
  return answered !== null && at - answered >= max - MAX_DURATION_TOLERANCE_MS;
}

/** When the last thing happened to the call, epoch milliseconds. */
export function lastTime({ call, legs }: Snapshot): number {
  const times = legs.flatMap((leg) => [
    leg.started_at,
    leg.ringing_at ?? 0,
    leg.answered_at ?? 0,
  ]);
  return Math.max(call.created_at, call.answered_at ?? 0, ...times);
}

function isAfter(next: CallState, than: CallState): boolean {
  return CALL_STATES.indexOf(next) > CALL_STATES.indexOf(than);
}
