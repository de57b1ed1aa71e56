import { isDigits, isWord } from "./label-tokens.ts";
import type { Label } from "./label-words.ts";

/** Signs no stop word reaches over. */
export const ENDS_REACH = new Set([
  ",",
  ";",
  "|",
  "!",
  "?",
  "•",
  "·",
  "。",
  "、",
  "，",
]);
export const LETTER_LABELS: Readonly<Record<string, Label>> = {
  t: "phone",
  p: "phone",
  m: "phone",
  h: "phone",
  w: "phone",
  c: "phone",
  d: "phone",
  o: "phone",
  b: "phone",
  f: "fax",
};

const MARKS_LETTER = new Set([":", ".", ")", "]", "=", "|"]);
/** "T 201 555 0123 F 201 555 0124": not "3000 m". */
const NAMES_NEXT = new Set(["t", "f", "p", "w", "c", "d"]);
const LEAST_OF_NUMBER = 3;

function endsBefore(tokens: readonly string[], index: number): boolean {
  const before = tokens[index - 1] ?? "";
  if (ENDS_REACH.has(before)) return true;
  return (
    NAMES_NEXT.has(tokens[index] ?? "") &&
    isDigits(before) &&
    before.length >= LEAST_OF_NUMBER
  );
}

/** "T", "(f)", "M.": a letter that stands for a word. */
export function letterLabel(
  tokens: readonly string[],
  index: number,
): Label | undefined {
  const next = tokens[index + 1];
  const marked = next === undefined || MARKS_LETTER.has(next);
  const before = tokens[index - 1];
  const alone =
    before === undefined ||
    (next === undefined ? endsBefore(tokens, index) : !isWord(before));
  return marked && alone ? LETTER_LABELS[tokens[index] ?? ""] : undefined;
}
