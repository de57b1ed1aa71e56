import { isLive, type PendingCall } from "../calls/state.ts";
import { formatDialString, readDialString } from "../dialing/dial-string.ts";
import { countryName } from "../ui/countries.ts";
import { ask } from "../ui/send.ts";
import { live } from "../ui/state.ts";
import { useAsk } from "../ui/use-ask.tsx";

/** The question before a call: the number as it would be dialled, where it is, and who wants it. */
export function ConfirmCard({ pending }: { pending: PendingCall }) {
  const { run, busy, problem } = useAsk();
  const { number, site } = pending;
  const read = readDialString(number, null);
  const country = read.kind === "international" ? read.country : null;
  return (
    <section class="card stack" aria-labelledby="confirm-title">
      <h2 id="confirm-title">Call this number?</h2>
      <div>
        <p class="number">{formatDialString(number)}</p>
        <p class="quiet small-text">
          {country === null ? "Internal number" : countryName(country)}
          {site !== null && ` · asked for by ${site}`}
        </p>
      </div>
      <div class="row">
        <button
          type="button"
          class="button main"
          disabled={busy || isLive(live.value)}
          onClick={() => run(() => ask("call.confirm", { number }))}
        >
          Call
        </button>
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => run(() => ask("call.dismiss", {}))}
        >
          Do not call
        </button>
      </div>
      {problem}
    </section>
  );
}
