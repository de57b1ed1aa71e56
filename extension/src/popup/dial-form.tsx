import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import {
  type DialString,
  formatDialString,
  readDialString,
} from "../dialing/dial-string.ts";
import { homeCountry } from "../settings/schema.ts";
import { countryName } from "../ui/countries.ts";
import { ask } from "../ui/send.ts";
import { live, settings } from "../ui/state.ts";
import { useAsk } from "../ui/use-ask.tsx";

function hint(country: string | null): string {
  return country === null
    ? "Begin with + and the country code."
    : `Without + it is a number in ${countryName(country)}.`;
}

function preview(read: DialString, country: string | null): string {
  switch (read.kind) {
    case "empty":
      return hint(country);
    case "invalid":
      return read.reason;
    case "internal":
      return `Internal number ${read.number}`;
    case "international": {
      const parts = [read.number];
      if (read.country !== null) parts.push(countryName(read.country));
      if (read.extension !== null)
        parts.push(`then dial ${read.extension} yourself`);
      return parts.join(" · ");
    }
  }
}

function Redial({ number }: { number: string }) {
  const { run, busy, problem } = useAsk();
  return (
    <>
      <button
        type="button"
        class="button small"
        disabled={busy}
        onClick={() => run(() => ask("call.place", { number }))}
      >
        Redial {formatDialString(number)}
      </button>
      {problem}
    </>
  );
}

/** A number to type or paste; what will really be dialled is shown while it is typed. */
export function DialForm() {
  const [typed, setTyped] = useState("");
  const { run, busy, problem } = useAsk();
  const country = homeCountry(settings.value);
  const read = readDialString(typed, country);
  const number =
    read.kind === "international" || read.kind === "internal"
      ? read.number
      : null;
  const { lastNumber, call } = live.value;
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (number !== null) void run(() => ask("call.place", { number }));
  };
  return (
    <section class="card stack" aria-label="Dial">
      <form class="dial" onSubmit={submit}>
        <label for="number">Number to call</label>
        <input
          id="number"
          type="tel"
          autocomplete="off"
          autofocus
          value={typed}
          aria-describedby="number-preview"
          aria-invalid={read.kind === "invalid"}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button
          type="submit"
          class="button main"
          disabled={busy || number === null}
        >
          Call
        </button>
        <p
          id="number-preview"
          class="preview small-text quiet"
          aria-live="polite"
        >
          {preview(read, country)}
        </p>
      </form>
      {problem}
      {lastNumber !== null && call === null && <Redial number={lastNumber} />}
    </section>
  );
}
