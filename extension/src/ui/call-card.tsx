import "./call-card.css";
import { callPhase, callSentence } from "../calls/sentence.ts";
import type { CurrentCall } from "../calls/state.ts";
import { formatDialString } from "../dialing/dial-string.ts";
import { AfterCall } from "./after-call.tsx";
import { CallStory } from "./call-story.tsx";
import { Elapsed } from "./elapsed.tsx";
import { Legs } from "./legs.tsx";
import { LostCall } from "./lost-call.tsx";
import { ask } from "./send.ts";
import { live } from "./state.ts";
import { useAsk } from "./use-ask.tsx";

function title(call: CurrentCall): string {
  return call.purpose === "test"
    ? "Your own phone"
    : formatDialString(call.number);
}

/** The current call: who, what is happening, how long, and the way out. */
export function CallCard({ call }: { call: CurrentCall }) {
  const { run, busy, problem } = useAsk();
  const phase = callPhase(call);
  const { view } = call;
  const unknown = phase === "live" && call.unknownSince !== null;
  const reconnecting = phase === "live" && call.accepted && !isFollowed();
  return (
    <section class="card call-card" aria-label="Current call">
      <div class="row spread">
        <span class="number">{title(call)}</span>
        {view?.answeredAt != null && !unknown && (
          <Elapsed from={view.answeredAt} to={view.endedAt} />
        )}
      </div>
      <p
        class={
          phase === "failed" || unknown ? "message call-state" : "call-state"
        }
        role="status"
      >
        {callSentence(call)}
      </p>
      {call.notice !== null && <p class="message">{call.notice}</p>}
      {!unknown && (phase === "live" || view !== null) && <Legs call={call} />}
      {unknown && (
        <LostCall asking={{ run, busy }} endRequested={call.endRequested} />
      )}
      {phase === "live" && !unknown && (
        <button
          type="button"
          class="button danger"
          disabled={busy || call.endRequested || view?.state === "ending"}
          onClick={() => run(() => ask("call.end", {}))}
        >
          Hang up
        </button>
      )}
      {phase !== "live" && <AfterCall call={call} asking={{ run, busy }} />}
      {(phase !== "live" || unknown) && <CallStory lines={call.story} />}
      {/* Below the button: it comes and goes by itself, and must not move what a person is about to press. */}
      {reconnecting && !unknown && (
        <p class="reconnecting quiet small-text">
          Reconnecting to the gateway. The call itself goes on.
        </p>
      )}
      {problem}
    </section>
  );
}

function isFollowed(): boolean {
  return live.value.channel === "open";
}
