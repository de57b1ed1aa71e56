import type { LegRole, Outcome } from "@ringback/shared/call/states.ts";
import type { LegView } from "@ringback/shared/call/view.ts";
import { callPhase } from "../calls/sentence.ts";
import { type CurrentCall, isOver } from "../calls/state.ts";

type Look = { state: string; what: string; sign: string };

const WAITING: Look = { state: "waiting", what: "waiting", sign: "" };
const NOT_CALLED: Look = { state: "waiting", what: "not called", sign: "" };
const LIVE: Record<LegView["state"], Look> = {
  dialing: { state: "ringing", what: "calling…", sign: "…" },
  ringing: { state: "ringing", what: "ringing…", sign: "…" },
  answered: { state: "answered", what: "answered", sign: "✓" },
  ended: { state: "ended", what: "ended", sign: "–" },
};

/** Why a phone that never answered did not. */
const UNANSWERED: Partial<Record<Outcome, string>> = {
  no_answer: "no answer",
  busy: "busy",
  rejected: "declined",
};

function look(call: CurrentCall, role: LegRole): Look {
  const leg = call.view?.legs.find((each) => each.role === role);
  if (leg === undefined) return isOver(call) ? NOT_CALLED : WAITING;
  if (leg.state !== "ended") return LIVE[leg.state];
  if (leg.answeredAt !== null || callPhase(call) !== "failed")
    return LIVE.ended;
  const outcome = call.view?.outcome ?? "failed";
  return {
    state: "failed",
    what: UNANSWERED[outcome] ?? "not reached",
    sign: "!",
  };
}

function Leg({ name, look }: { name: string; look: Look }) {
  return (
    <li class="leg" data-state={look.state}>
      <span class="dot" aria-hidden="true">
        {look.sign}
      </span>
      <span>{name}</span>
      <span class="what">{look.what}</span>
    </li>
  );
}

/** The two phones of a call, side by side as they are rung. */
export function Legs({ call }: { call: CurrentCall }) {
  const own = look(call, "a");
  if (call.purpose === "test") return null;
  const other = look(call, "b");
  const joined = own.state === "answered" && other.state === "answered";
  return (
    <ul class="legs" data-joined={joined} aria-label="Phones">
      <Leg name="Your phone" look={own} />
      <Leg name="Other party" look={other} />
    </ul>
  );
}
