/** A call told in words, from its event log: the same lines for `ringback why` and for the extension. Pure. */
import type { CallState, LegRole, LegState, Substate } from "./states.ts";
import type { CallView, LegView } from "./view.ts";
import { endedSentence } from "./words.ts";

/** What the call looked like after something had happened to it, in the order of the log. */
export type StoryEvent = {
  /** when it happened, ISO 8601 */
  at: string;
  /** when it was found out, only where that was much later */
  learntAt?: string;
  call: CallView;
};

export type StoryLine = {
  /** ISO 8601 */
  at: string;
  learntAt?: string;
  text: string;
};

const LEG_WORDS: Record<LegRole, Record<Exclude<LegState, "ended">, string>> = {
  a: {
    dialing: "The telephone system took the call and is calling your phone.",
    ringing: "Your phone rang.",
    answered: "You answered.",
  },
  b: {
    dialing: "The other party was dialled.",
    ringing: "The other party's phone rang.",
    answered: "The other party answered.",
  },
};

const STATE_WORDS: Partial<Record<CallState, string>> = {
  active: "You were connected.",
  ending: "Hanging up was ordered.",
};

const SUBSTATE_WORDS: Record<Substate, Partial<Record<Substate, string>>> = {
  none: {
    held: "The call was put on hold.",
    transferring: "The call was transferred.",
  },
  held: {
    none: "The call was taken off hold.",
    transferring: "The call was transferred from hold.",
  },
  transferring: {
    none: "The transfer was done.",
    held: "The transferred call was put on hold.",
  },
};

/** Tells a call line by line, each change once. Events may skip states; an event that changes nothing tells nothing. */
export function callStory(events: readonly StoryEvent[]): StoryLine[] {
  return events.flatMap((event, index) =>
    nextLines(events[index - 1]?.call, event),
  );
}

/** What an event adds to the story of a call that looked like `before`; undefined: nothing is known of it yet. */
export function nextLines(
  before: CallView | undefined,
  { call, ...times }: StoryEvent,
): StoryLine[] {
  return changes(before, call).map((text) => ({ ...times, text }));
}

function changes(before: CallView | undefined, call: CallView): string[] {
  if (before?.state === "ended") return [];
  const ordered =
    before === undefined
      ? [`A call to ${call.destinationE164 ?? call.destination} was ordered.`]
      : [];
  // All legs are over with the call; the end says why.
  if (call.state === "ended") return [...ordered, endLine(call)];
  const legs = call.legs.flatMap((leg) => legWords(legOf(before, leg), leg));
  const state =
    before?.state === call.state ? undefined : STATE_WORDS[call.state];
  const substate =
    SUBSTATE_WORDS[before?.substate ?? "none"][call.substate] ?? undefined;
  return [...ordered, ...legs, state, substate].filter(
    (text) => text !== undefined,
  );
}

function endLine(call: CallView): string {
  const sentence = endedSentence(call);
  return call.endedAtApproximate
    ? `${sentence} The time is when this was found out.`
    : sentence;
}

function legOf(call: CallView | undefined, { role }: LegView) {
  return call?.legs.find((leg) => leg.role === role);
}

function legWords(before: LegView | undefined, leg: LegView): string[] {
  if (before?.state === leg.state) return [];
  if (leg.state !== "ended") return [LEG_WORDS[leg.role][leg.state]];
  const hungUp = before?.state === "answered";
  if (leg.role === "a") {
    return [hungUp ? "You left the call." : "Your phone stopped ringing."];
  }
  return [
    hungUp
      ? "The other party left the call."
      : "The other party's phone stopped ringing.",
  ];
}

/** `10:03:02.120`, by the clock of whoever reads. */
export function clockTime(at: string): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map(two)
    .join(":");
  return `${clock}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}
