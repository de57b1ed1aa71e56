import { isLive } from "../calls/state.ts";
import { CallCard } from "../ui/call-card.tsx";
import { ask } from "../ui/send.ts";
import { live } from "../ui/state.ts";
import { useAsk } from "../ui/use-ask.tsx";

/** Rings the person's own phone and shows how it goes. */
export function PhoneTest() {
  const { run, busy, problem } = useAsk();
  const { call } = live.value;
  if (call?.purpose === "test") return <CallCard call={call} />;
  return (
    <>
      <p>
        Your own phone rings. Pick it up, and you hear three tones. Nobody else
        is called.
      </p>
      <button
        type="button"
        class="button main"
        disabled={busy || isLive(live.value)}
        onClick={() => run(() => ask("call.test", {}))}
      >
        Ring my phone
      </button>
      {problem}
    </>
  );
}
