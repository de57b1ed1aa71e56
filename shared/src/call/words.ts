import type { EndedBy, EndReason, LegState } from "./states.ts";
import type { CallView } from "./view.ts";

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

/** What more may be known of an end; each makes the sentence more exact where it belongs to the reason. */
export type EndDetails = {
  by?: EndedBy;
  /** how long the phone in question rang */
  rangSeconds?: number;
  /** from the moment both talked */
  talkedSeconds?: number;
  /** from the user's own answer: what the longest time allowed counts */
  lastedSeconds?: number;
};

/** The sentence for an end reason. */
export function endReasonSentence(
  reason: EndReason,
  details: EndDetails = {},
): string {
  const { by, rangSeconds, talkedSeconds, lastedSeconds } = details;
  if (reason === "a_no_answer" && rangSeconds !== undefined)
    return `Your phone rang but was not answered within ${duration(rangSeconds)}.`;
  if (reason === "b_no_answer" && rangSeconds !== undefined)
    return `The other party did not answer within ${duration(rangSeconds)}.`;
  if (reason === "max_duration" && lastedSeconds !== undefined)
    return `The call reached the longest time allowed, ${duration(lastedSeconds)}, and was ended.`;
  if (reason === "hangup" && by !== undefined) {
    const talked =
      talkedSeconds === undefined
        ? ""
        : ` You talked for ${duration(talkedSeconds)}.`;
    return `${HANGUPS[by] ?? SENTENCES.hangup}${talked}`;
  }
  return SENTENCES[reason];
}

const HANGUPS: Partial<Record<EndedBy, string>> = {
  caller: "You hung up.",
  callee: "The other party hung up.",
  user: "You ended the call.",
};

/** How an ended call ended, as exactly as its view allows. */
export function endedSentence(call: CallView): string {
  const { endReason, endedBy, answeredAt, endedAt } = call;
  if (endReason === null) return SENTENCES.hangup;
  // A time that was found out later says nothing of how long anything took.
  if (call.endedAtApproximate || endedAt === null)
    return endReasonSentence(
      endReason,
      endedBy === null ? {} : { by: endedBy },
    );
  const role = endReason.startsWith("a_") ? "a" : "b";
  const rang = call.legs.find((leg) => leg.role === role);
  const own = call.legs.find((leg) => leg.role === "a");
  const rangSeconds = seconds(rang?.ringingAt, rang?.endedAt ?? endedAt);
  // Whole seconds gone by, as a clock beside the call shows them.
  const talkedSeconds = seconds(answeredAt, endedAt, Math.floor);
  const lastedSeconds = seconds(own?.answeredAt ?? answeredAt, endedAt);
  return endReasonSentence(endReason, {
    ...(endedBy !== null && { by: endedBy }),
    ...(rangSeconds !== undefined && { rangSeconds }),
    ...(talkedSeconds !== undefined && talkedSeconds > 0 && { talkedSeconds }),
    ...(lastedSeconds !== undefined && { lastedSeconds }),
  });
}

function seconds(
  from: string | null | undefined,
  to: string,
  whole: (seconds: number) => number = Math.round,
): number | undefined {
  if (from === null || from === undefined) return undefined;
  return Math.max(0, whole((Date.parse(to) - Date.parse(from)) / 1000));
}

/** "12 s", "2 min 5 s", "1 h 3 min" */
function duration(total: number): string {
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = total % 60;
  const parts =
    hours > 0
      ? [`${hours} h`, minutes > 0 ? `${minutes} min` : ""]
      : minutes > 0
        ? [`${minutes} min`, rest > 0 ? `${rest} s` : ""]
        : [`${rest} s`];
  return parts.filter((part) => part !== "").join(" ");
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
