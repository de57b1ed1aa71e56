import { stripVTControlCharacters } from "node:util";

/** Says what is being done now; shown when a step takes long. */
export type Tell = (detail: string) => void;

/** Seconds since `began` (of `performance.now()`), as people read them. */
export function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

/** Does one step: says every `everyMs` what it is at, and at the end how long it took. Rejects as the work does. */
export async function step<T>(
  name: string,
  work: (tell: Tell) => Promise<T>,
  everyMs = 2_000,
): Promise<T> {
  const began = performance.now();
  let detail = "";
  const timer = setInterval(() => {
    const what = detail === "" ? "" : `: ${detail}`;
    console.log(`  … ${name} (${secondsSince(began)})${what}`);
  }, everyMs);
  try {
    const value = await work((now) => {
      detail = stripVTControlCharacters(now).trim().slice(0, 100);
    });
    console.log(`  ✓ ${name} (${secondsSince(began)})`);
    return value;
  } catch (error) {
    console.log(`  ✗ ${name} (${secondsSince(began)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
