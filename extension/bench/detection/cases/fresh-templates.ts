import { readFileSync } from "node:fs";
import type { Templates } from "./templates.ts";

const LINES = readFileSync(
  new URL("fresh-phrases.tsv", import.meta.url),
  "utf8",
)
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** Every second phrase of each kind, so that the two sets share no phrase. */
function half(kind: string, odd: 0 | 1): string[] {
  return LINES.filter((line) => line.startsWith(`${kind}\t`))
    .map((line) => line.slice(kind.length + 1))
    .filter((_, index) => index % 2 === odd);
}

function byLanguage(sign: "+" | "-", odd: 0 | 1): Record<string, string[]> {
  const kinds = new Set(LINES.map((line) => line.split("\t")[0] ?? ""));
  return Object.fromEntries(
    [...kinds]
      .filter((kind) => kind.endsWith(sign))
      .map((kind) => [kind.slice(0, -1), half(kind, odd)]),
  );
}

function fresh(seed: number, odd: 0 | 1): Templates {
  return {
    seed,
    positive: byLanguage("+", odd),
    several: half("several", odd),
    mixed: half("mixed", odd),
    stop: byLanguage("-", odd),
    negative: half("neg", odd),
  };
}

/** Phrases written from the kinds of cases, not from the rules: the first half to tune on. */
export const FRESH_TUNING: Templates = fresh(77_341_001, 0);
/** The other half, scored once after the rules were finished. */
export const FRESH_VALIDATION: Templates = fresh(90_210_457, 1);
