import type { EndReason } from "@ringback/shared/call/states.ts";
import { clockTime } from "@ringback/shared/call/story.ts";
import {
  endedSentence,
  progressSentence,
} from "@ringback/shared/call/words.ts";
import { type CurrentCall, isOver } from "./state.ts";

/** Ends nobody need be told of as a failure. */
const GOOD_ENDS: readonly EndReason[] = [
  "hangup",
  "max_duration",
  "cancelled_by_user",
  "cancelled_by_caller",
];

export type CallPhase = "live" | "ended" | "failed";

export function callPhase(call: CurrentCall): CallPhase {
  if (!isOver(call)) return "live";
  if (call.failure !== null || call.closed === "interrupted") return "failed";
  const reason = call.view?.endReason ?? null;
  return reason === null || GOOD_ENDS.includes(reason) ? "ended" : "failed";
}

const CLOSED: Record<NonNullable<CurrentCall["closed"]>, string> = {
  cancelled: "You cancelled the call.",
  interrupted: "The call was interrupted before it was placed. Try again.",
  lost: "The call ended while the gateway could not be reached.",
};

/** A test has no other party to speak of. */
function testSentence(call: CurrentCall): string | undefined {
  if (call.purpose !== "test" || call.view === null) return undefined;
  const answered = call.view.legs.some(
    ({ role, answeredAt }) => role === "a" && answeredAt !== null,
  );
  if (!answered || call.endRequested) return undefined;
  return call.view.state === "ended"
    ? "It works. Your phone rang and you answered."
    : "It works. You should hear three tones.";
}

/** `10:03`, by this machine's clock: when the gateway was lost is known only here. */
function timeOfDay(epochMs: number): string {
  return clockTime(new Date(epochMs).toISOString()).slice(0, 5);
}

/** What the call is doing or how it ended, in one sentence. */
export function callSentence(call: CurrentCall): string {
  const { view } = call;
  if (call.failure !== null) return call.failure;
  if (call.closed !== null) return CLOSED[call.closed];
  if (call.unknownSince !== null)
    return `Connection to the gateway lost. State unknown since ${timeOfDay(call.unknownSince)}.`;
  const test = testSentence(call);
  if (test !== undefined) return test;
  if (view?.state === "ended") return endedSentence(view);
  if (call.endRequested) return "Hanging up…";
  if (view !== null) return progressSentence(view);
  return call.accepted ? "Calling your phone…" : "Connecting to the gateway…";
}

/** What stands on the toolbar button: short, at most four characters. */
export function badgeText(
  call: CurrentCall | null,
): "" | "…" | "ON" | "!" | "?" {
  if (call === null) return "";
  const phase = callPhase(call);
  if (phase === "failed") return "!";
  if (phase === "ended") return "";
  if (call.unknownSince !== null) return "?";
  return call.view?.state === "active" ? "ON" : "…";
}
