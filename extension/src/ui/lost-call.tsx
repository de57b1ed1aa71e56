import { ask } from "./send.ts";
import type { Asking } from "./use-ask.tsx";

/** What can be done with a call whose gateway has been out of reach for long. */
export function LostCall({
  asking: { run, busy },
  endRequested,
}: {
  asking: Pick<Asking, "run" | "busy">;
  endRequested: boolean;
}) {
  return (
    <>
      <p class="quiet small-text">
        {endRequested
          ? "It is told to hang up as soon as it can be reached. Your phone can do it now."
          : "If the call still goes on, hang up on your phone. The gateway is still being tried."}
      </p>
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => run(() => ask("call.dismiss", {}))}
        >
          Close
        </button>
        {!endRequested && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => run(() => ask("call.end", {}))}
          >
            Hang up when it is back
          </button>
        )}
      </div>
    </>
  );
}
