import { bitsOfAll, HALF, UNSPACED } from "./characters.ts";
import { windowBefore } from "./label-window.ts";
import { type Label, LETTER_LABELS, spacedLabel } from "./label-words.ts";
import { termsEndingIn } from "./vocabulary.ts";
import { REFERENCE_LETTERS } from "./words/id-abbreviations.ts";

/** A stop term may be followed by a colon, a particle or "号" and must else touch the number. */
const UNSPACED_STOP_REACH = 10;
const ENDS_UNSPACED_STOP = /[\d,;|，。；]/;
/** The nearest term of a language without spaces; of two that end alike, the longer. */
function unspacedLabel(window: string): Label | undefined {
  let stops = true;
  for (let end = window.length; end > 0; end -= 1) {
    const last = window[end - 1] ?? "";
    for (const { term, role } of termsEndingIn(last)) {
      if ((stops || role !== "stop") && window.endsWith(term, end)) return role;
    }
    const reach = window.length - end + 1;
    if (reach > UNSPACED_STOP_REACH || ENDS_UNSPACED_STOP.test(last))
      stops = false;
  }
  return undefined;
}

const REFERENCE = new RegExp(
  `(?<![\\p{L}\\p{N}])(${REFERENCE_LETTERS.join("|")})\\. ?$`,
  "u",
);
const PAGES = /\d{1,5} ?- ?\d{1,5}(?![\d-]| \d)/y;

/** "S. 030-231", "p. 12-345": from one page to another. "§" needs no such shape. */
function isReference(text: string, start: number, window: string): boolean {
  const sign = window.at(window.endsWith(" ") ? -2 : -1);
  if (sign === "§") return true;
  if (sign !== ".") return false;
  PAGES.lastIndex = start;
  const letters = REFERENCE.exec(window)?.[1];
  if (letters === undefined) return false;
  return !(letters in LETTER_LABELS && text[start] === "0") && PAGES.test(text);
}

const NUMBER_BEFORE = /(?<=[\p{L}][:.]? ?)[+(]?\d[\d ().-]{4,18}\d(?= \/ )/gu;
const LABEL_AFRESH = /\d\)? \/ [\p{L}\p{M}][\p{L}\p{M} .]{1,23}: ?$/u;
const ROW = 80;

/** "Matriz: 02 234 5678 / Bodega: 02 234 5679": a label no table holds, beside a number that has one. */
function continuesRow(text: string, start: number): boolean {
  const colon = text[start - 1] === " " ? start - 2 : start - 1;
  if (text[colon] !== ":") return false;
  const from = Math.max(0, start - ROW);
  const whole = text.slice(from, start);
  const line = whole.slice(whole.lastIndexOf("\n") + 1);
  if (!LABEL_AFRESH.test(line)) return false;
  const last = [...line.matchAll(NUMBER_BEFORE)].at(-1);
  if (!last) return false;
  const label = spacedLabel(
    windowBefore(text, start - line.length + last.index),
  );
  return label === "phone" || label === "hint";
}

const DATA_KEY = /["'][\p{L}_-]{2,30}["'] ?: ?["']?$/u;
const LONGEST_KEY_END = 3;

/** `"shelf": "`: what a program calls by another name than telephone is none. */
function endsInKey(window: string): boolean {
  return (
    window.includes(":", window.length - LONGEST_KEY_END) &&
    DATA_KEY.test(window)
  );
}

/** The label written before a number that starts at `start`, on the same line, in normalised text. */
export function labelBefore(text: string, start: number): Label | undefined {
  const window = windowBefore(text, start);
  if (window === "") return undefined;
  const unspaced =
    (bitsOfAll(window) & (UNSPACED | HALF)) > 0
      ? unspacedLabel(window)
      : undefined;
  if (isReference(text, start, window)) return "stop";
  const label = unspaced ?? spacedLabel(window);
  if (label) return label;
  if (endsInKey(window)) return "stop";
  return continuesRow(text, start) ? "hint" : undefined;
}

/** The label a table header or a field's name gives to what stands under or in it. */
export function labelOfContext(context: string): Label | undefined {
  return labelBefore(`${context}: `, context.length + 2);
}
