import { useEffect, useState } from "preact/hooks";
import type { CurrentCall } from "../calls/state.ts";
import { ask } from "./send.ts";
import type { Asking } from "./use-ask.tsx";

/**
 * "Call again" comes where "Hang up" stood. Who presses that in the moment the other party hangs up must not call them
 * anew, so it takes no press for this long.
 */
const PRESS_MEANT_FOR_HANG_UP_MS = 1_000;

function again(call: CurrentCall): Promise<string | undefined> {
  return call.purpose === "test"
    ? ask("call.test", {})
    : ask("call.place", { number: call.number });
}

/** What can be done with a call that is over. */
export function AfterCall({
  call,
  asking,
}: {
  call: CurrentCall;
  asking: Pick<Asking, "run" | "busy">;
}) {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), PRESS_MEANT_FOR_HANG_UP_MS);
    return () => clearTimeout(timer);
  }, []);
  const { run, busy } = asking;
  return (
    <div class="row">
      <button
        type="button"
        class="button main"
        disabled={busy || !armed}
        onClick={() => run(() => again(call))}
      >
        {call.purpose === "test" ? "Ring my phone again" : "Call again"}
      </button>
      <button
        type="button"
        class="button"
        disabled={busy}
        onClick={() => run(() => ask("call.dismiss", {}))}
      >
        Close
      </button>
    </div>
  );
}
