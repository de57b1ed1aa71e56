import type { DigitGroup, Wants } from "./candidates.ts";

/** Neighbouring groups of a candidate that may be one number. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly string[];
  readonly separators: readonly string[];
  readonly wants: Wants;
}

/** Where a span stands among the groups around it. */
export type Border = "clean" | "spaced" | "after-year" | "bracketed";

/** What decides over a span: first whether its digits are a number at all, then whether it is meant as one. */
export interface Judge<Read, Match> {
  readonly read: (digits: string) => Read | null;
  readonly judge: (
    span: Span,
    reading: Read,
    border: Border,
  ) => Match | undefined;
}

export function separatorsOf(
  text: string,
  groups: readonly DigitGroup[],
): string[] {
  const separators: string[] = [];
  let from = -1;
  for (const { start, end } of groups) {
    if (from >= 0) separators.push(text.slice(from, start));
    from = end;
  }
  return separators;
}

/** "02)123-4567", as Koreans write an area code. */
const AREA_CLOSED = /0\d{1,3}\)/y;

function afterArea(text: string, start: number): number {
  AREA_CLOSED.lastIndex = start;
  return AREA_CLOSED.test(text) ? AREA_CLOSED.lastIndex : start;
}

export function balanced(text: string, start: number, end: number): boolean {
  let depth = 0;
  for (let at = afterArea(text, start); at < end; at += 1) {
    const character = text[at];
    if (character === "(" || character === "[") depth += 1;
    if (character === ")" || character === "]") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
