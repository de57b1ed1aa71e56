import { useState } from "preact/hooks";
import type { DetectionMode } from "../settings/schema.ts";
import { updateSettings } from "../settings/store.ts";
import { type Choice, Choices } from "./choices.tsx";
import { requestEverySite } from "./site-access.ts";
import { settings } from "./state.ts";
import { useAsk } from "./use-ask.tsx";

const CHOICES: readonly Choice<DetectionMode>[] = [
  {
    value: "click",
    label: "Only when I ask",
    hint: "From the toolbar button or the context menu. Nothing runs on pages until then.",
  },
  {
    value: "sites",
    label: "On the sites I choose",
    hint: "Your CRM or webmail, for example. The browser asks you for each site.",
  },
  {
    value: "everywhere",
    label: "On every site",
    hint: "The browser asks once. You can turn single sites off again.",
  },
];

async function choose(mode: DetectionMode): Promise<string | undefined> {
  if (mode === "everywhere" && !(await requestEverySite()))
    return "The browser was not allowed to work on every site.";
  await updateSettings((before) => ({
    ...before,
    detection: { ...before.detection, mode },
  }));
  return undefined;
}

/** Where to look for numbers. A wider choice asks the browser in the very click. */
export function DetectionChoice() {
  const { run, problem } = useAsk();
  const [attempt, setAttempt] = useState(0);
  const pick = async (mode: DetectionMode) => {
    // A radio button the browser has already marked must go back where the person said no.
    if (!(await run(() => choose(mode)))) setAttempt(attempt + 1);
  };
  return (
    <div class="stack">
      <Choices
        key={attempt}
        legend="Where should Ringback look for phone numbers?"
        choices={CHOICES}
        chosen={settings.value.detection.mode}
        onChoose={(mode) => void pick(mode)}
      />
      <p class="quiet small-text">
        The text of pages never leaves your browser.
      </p>
      {problem}
    </div>
  );
}
