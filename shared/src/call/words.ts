import type { EndReason, LegState } from "./states.ts";

/** One sentence a person understands for each end reason. 486 is sent both for "busy" and for "declined", so it says both. */
const SENTENCES: Record<EndReason, string> = {
  hangup: "Call ended.",
  max_duration: "The call reached the longest time allowed and was ended.",
  a_busy: "Your phone is busy or you declined the call.",
  a_rejected: "You declined the call on your phone.",
  a_no_answer: "Your phone rang but was not answered.",
  a_unreachable:
    "Your phone is not connected to the telephone system. Check that it is switched on and registered.",
  a_failed: "Your phone could not be rung.",
  b_busy: "The other party is busy or declined the call.",
  b_rejected: "The other party declined the call.",
  b_no_answer: "The other party did not answer.",
  b_unreachable: "The other party's phone is not reachable.",
  b_unknown_number: "This number does not exist.",
  b_congestion:
    "The telephone network could not take the call. Try again in a moment.",
  b_failed: "The other party could not be reached.",
  cancelled_by_user: "You cancelled the call.",
  cancelled_by_caller: "You hung up before the other party answered.",
  pbx_refused: "The telephone system refused the call.",
  pbx_unavailable: "The telephone system is not available right now.",
  deadline:
    "The telephone system did not say how the call went, so it was ended.",
  resync: "The call ended while the telephone system could not be reached.",
};

/** The sentence for an end reason. */
export function endReasonSentence(reason: EndReason): string {
  return SENTENCES[reason];
}

type Progress = {
  state: string;
  legs: readonly { role: string; state: LegState }[];
};

/** What a live call is doing, in words: "Ringing your phone…", "In call". */
export function progressSentence(call: Progress): string {
  const legA = call.legs.find((leg) => leg.role === "a")?.state;
  switch (call.state) {
    case "created":
      return "Starting the call…";
    case "alerting_a":
      if (legA === "answered") return "You answered. Dialling the other party…";
      return legA === "ringing"
        ? "Your phone is ringing. Pick it up."
        : "Calling your phone…";
    case "alerting_b":
      return "Ringing the other party…";
    case "connecting":
      return "Connecting…";
    case "active":
      return "In call";
    case "ending":
      return "Hanging up…";
    default:
      return "Call ended.";
  }
}
