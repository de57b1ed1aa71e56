import type { ComponentChildren, TargetedSubmitEvent } from "preact";
import { useId, useState } from "preact/hooks";
import { parseSite } from "../settings/sites.ts";
import { useAsk } from "./use-ask.tsx";

type SiteListProps = {
  label: string;
  sites: readonly string[];
  /** Undefined when done, else why not. Called while the click is being handled. */
  onAdd: (site: string) => Promise<string | undefined>;
  onRemove: (site: string) => Promise<unknown>;
  /** What belongs to a site, below its name. */
  below?: (site: string) => ComponentChildren;
};

/** Sites with a field to add and a button to remove each. */
export function SiteList(props: SiteListProps) {
  const { label, sites, onAdd, onRemove, below } = props;
  const id = useId();
  const [typed, setTyped] = useState("");
  const { run, busy, problem } = useAsk();
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const site = parseSite(typed);
    const added = await run(() =>
      site === undefined
        ? Promise.resolve("Type a site like crm.example.org or *.example.org.")
        : onAdd(site),
    );
    if (added) setTyped("");
  };
  return (
    <div class="stack">
      <form class="inline-form" onSubmit={(event) => void submit(event)}>
        <label for={id}>{label}</label>
        <input
          id={id}
          type="text"
          value={typed}
          placeholder="crm.example.org"
          spellcheck={false}
          autocapitalize="none"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button
          type="submit"
          class="button"
          disabled={busy || typed === ""}
          aria-label={`Add a site: ${label}`}
        >
          Add
        </button>
      </form>
      {problem}
      {sites.length > 0 && (
        <ul class="sites" aria-label={label}>
          {sites.map((site) => (
            <li key={site}>
              {site}
              <button
                type="button"
                class="button small plain"
                aria-label={`Remove ${site}`}
                onClick={() => void onRemove(site)}
              >
                Remove
              </button>
              {below?.(site)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
