import { stripVTControlCharacters } from "node:util";

/** Says what is being done now; shown when a step takes long. */
export type Tell = (detail: string) => void;

/** Seconds since `began` (of `performance.now()`), as people read them. */
export function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

/** What a step came to, in a few words; `good`: as it should be. */
export type Sum = { good: boolean; words: string };

export type StepOptions<T> = { everyMs?: number; sum?: (value: T) => Sum };

const unspoken = (): Sum => ({ good: true, words: "" });

/**
 * Does one step: says every `everyMs` what it is at, and at the end how long it took and, where there is a `sum`, what
 * came of it. Rejects as the work does.
 */
export async function step<T>(
  name: string,
  work: (tell: Tell) => Promise<T>,
  { everyMs = 2_000, sum = unspoken }: StepOptions<T> = {},
): Promise<T> {
  const began = performance.now();
  let detail = "";
  const say = (mark: string, words: string) => {
    const more = words === "" ? "" : `: ${words}`;
    console.log(`  ${mark} ${name} (${secondsSince(began)})${more}`);
  };
  const timer = setInterval(() => say("…", detail), everyMs);
  try {
    const value = await work((now) => {
      detail = stripVTControlCharacters(now).trim().slice(0, 100);
    });
    const { good, words } = sum(value);
    say(good ? "✓" : "✗", words);
    return value;
  } catch (error) {
    say("✗", "");
    throw error;
  } finally {
    clearInterval(timer);
  }
}
