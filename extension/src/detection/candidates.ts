import { tiedToWord, touchesAfter, touchesBefore } from "./edges.ts";
import { extensionAt } from "./extensions.ts";
import { lookAlikesFor } from "./look-alikes.ts";
import { normalise } from "./normalise.ts";
import { nextDigit, runEnd, runStart } from "./runs.ts";
import { hasVanity } from "./vanity.ts";

/** Digits without a separator between them. Offsets are of the text as given. */
export interface DigitGroup {
  readonly start: number;
  readonly end: number;
}

export type Wants = "nothing" | "label" | "phone";

/** A stretch of digits that has the shape of one telephone number or of several in a row. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  /** A plus sign stands before the first group. */
  readonly plus: boolean;
  readonly groups: readonly DigitGroup[];
  /** What it takes to be one: a label for "Sales-7135550123", a telephone word for the shape of a decimal. */
  readonly wants: Wants;
}

const FEWEST_DIGITS = 6;
/** Cheap: most text on a page holds no six digits close together. */
const WORTH_SCANNING =
  /\p{Nd}(?:(?:[^\p{L}\p{Nd}\n]|[\u30fc\uff70]){0,6}\p{Nd}){5}/u;
/** Between two numbers: a slash, a spaced dash or stop, an opening bracket, two spaces. */
const STRONG_BREAK = /[/~]|[-.] | -|[ \u00ad][([]|[)\]] ?[([]| {2}/;

/** True when one number may end and another begin between two neighbouring groups. */
export function isStrongBreak(separator: string): boolean {
  return separator.length > 1
    ? STRONG_BREAK.test(separator)
    : separator === "/" || separator === "~";
}

function digitGroups(text: string, start: number, end: number): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let from = -1;
  for (let at = start; at <= end; at += 1) {
    const code = at < end ? text.charCodeAt(at) : 0;
    const digit = code >= 48 && code <= 57;
    if (digit && from < 0) from = at;
    if (!digit && from >= 0) {
      groups.push({ start: from, end: at });
      from = -1;
    }
  }
  return groups;
}

function breakAfter(
  text: string,
  groups: readonly DigitGroup[],
  index: number,
) {
  const left = groups[index];
  const right = groups[index + 1];
  return (
    left !== undefined &&
    right !== undefined &&
    isStrongBreak(text.slice(left.end, right.start))
  );
}

/** The look-alike that begins with the group at `index`; `first` when nothing of a number stands before. */
function lookAlikeAt(
  text: string,
  groups: readonly DigitGroup[],
  index: number,
  first: boolean,
): { end: number; yieldsToLabel: boolean } | undefined {
  const group = groups[index];
  if (!group) return undefined;
  const { start, end } = group;
  const worthTrying = lookAlikesFor(end - start, text[end] ?? "");
  if (worthTrying.length === 0) return undefined;
  const leading = first || breakAfter(text, groups, index - 1);
  for (const { pattern, leadingOnly, yieldsToLabel = false } of worthTrying) {
    if (leadingOnly && !leading) continue;
    pattern.lastIndex = start;
    if (pattern.test(text)) return { end: pattern.lastIndex, yieldsToLabel };
  }
  return undefined;
}

/** "aq d2 09171234567": digits of a word in lower case, and then a trunk prefix. */
function endsWord(
  text: string,
  [first, second]: readonly DigitGroup[],
): boolean {
  return (
    first !== undefined &&
    second !== undefined &&
    first.end - first.start <= 2 &&
    second.start === first.end + 1 &&
    text[first.end] === " " &&
    text[second.start] === "0" &&
    /\p{Ll}/u.test(text[first.start - 1] ?? "")
  );
}

/** Drops leading groups that belong to a neighbour on the left, as far as the first strong break. */
function dropFirst(text: string, groups: DigitGroup[]): void {
  let count = 1;
  while (
    !(count === 1 && endsWord(text, groups)) &&
    count < groups.length &&
    !breakAfter(text, groups, count - 1)
  )
    count += 1;
  groups.splice(0, count);
}

function trimAfter(text: string, groups: DigitGroup[]): void {
  const last = groups.at(-1);
  if (!last || !touchesAfter(text, last.end) || extensionAt(text, last.end))
    return;
  let from = groups.length - 1;
  while (from > 0 && !breakAfter(text, groups, from - 1)) from -= 1;
  groups.length = from;
}

function countDigits(groups: readonly DigitGroup[]): number {
  let digits = 0;
  for (const { start, end } of groups) digits += end - start;
  return digits;
}

/** Adds the groups, less what belongs to their neighbours, unless too few digits are left. */
function addCandidate(
  found: Candidate[],
  text: string,
  groups: DigitGroup[],
  lead: number,
  plus: boolean,
  wants: Wants = "nothing",
): void {
  if (countDigits(groups) < FEWEST_DIGITS) return;
  const tied = tiedToWord(text, lead);
  const trimmed = !tied && touchesBefore(text, lead);
  if (trimmed) dropFirst(text, groups);
  trimAfter(text, groups);
  const first = groups[0];
  const last = groups.at(-1);
  if (!first || !last || countDigits(groups) < FEWEST_DIGITS) return;
  found.push({
    start: trimmed ? first.start : lead,
    end: last.end,
    plus: plus && !trimmed,
    groups,
    wants: tied && wants === "nothing" ? "label" : wants,
  });
}

/** Cheap: a word ends shortly before. */
function wordBefore(text: string, start: number): boolean {
  return /[\p{L}\p{M}][.:]? ?:? ?\(?$/u.test(
    text.slice(Math.max(0, start - 6), start),
  );
}

interface Run {
  readonly start: number;
  readonly end: number;
  readonly plus: boolean;
}

/** "Tel. 0912/345.678": an area code, a slash, and then what would be a decimal by itself. */
function followsArea(
  text: string,
  pending: readonly DigitGroup[],
  lead: number,
  start: number,
): boolean {
  return (
    pending.length === 1 &&
    text[start - 1] === "/" &&
    pending[0]?.end === start - 1 &&
    wordBefore(text, lead)
  );
}

/** Cuts look-alikes out of a run; adds what is left to `found` and returns where to scan on. */
function cutRun(text: string, run: Run, found: Candidate[]): number {
  const groups = digitGroups(text, run.start, run.end);
  let pending: DigitGroup[] = [];
  let lead = run.start;
  let plus = run.plus;
  let resume = run.end;
  let skipTo = 0;
  let wants: Wants = "nothing";
  for (let index = 0; index < groups.length; index += 1) {
    const group = groups[index];
    if (!group || group.start < skipTo) continue;
    const lookAlike =
      plus && index === 0
        ? undefined
        : lookAlikeAt(text, groups, index, pending.length === 0 && !plus);
    if (lookAlike) {
      const { end, yieldsToLabel } = lookAlike;
      if (yieldsToLabel && followsArea(text, pending, lead, group.start)) {
        for (const one of groups.slice(index))
          if (one.end <= end) pending.push(one);
        wants = "phone";
        skipTo = end;
        continue;
      }
      addCandidate(found, text, pending, lead, plus, wants);
      pending = [];
      wants = "nothing";
      plus = false;
      if (yieldsToLabel && wordBefore(text, group.start)) {
        const within = groups.slice(index).filter((one) => one.end <= end);
        addCandidate(found, text, within, group.start, false, "phone");
      }
      skipTo = end;
      resume = Math.max(resume, end);
      continue;
    }
    if (pending.length === 0) lead = index === 0 ? run.start : group.start;
    pending.push(group);
  }
  addCandidate(found, text, pending, lead, plus, wants);
  return resume;
}

/** "2203-2573 + 2212 0793": the sign stands between two numbers. */
function joinsNumbers(text: string, plusAt: number): boolean {
  return text[plusAt - 1] === " " && /\d/.test(text[plusAt - 2] ?? "");
}

/** False for a text that surely holds no candidate. */
export function worthScanning(text: string): boolean {
  return WORTH_SCANNING.test(text);
}

/**
 * Shows the candidates of a text that is already normalised, in reading order, one run at a time: what is judged at
 * once need not be kept.
 */
export function eachCandidate(
  text: string,
  visit: (candidate: Candidate) => void,
): void {
  const found: Candidate[] = [];
  let from = 0;
  for (
    let digit = nextDigit(text, from);
    digit >= 0;
    digit = nextDigit(text, from)
  ) {
    const end = runEnd(text, digit);
    const index = runStart(text, from, digit);
    from = end;
    if (end - index < FEWEST_DIGITS && text[end] !== ":") continue;
    const joins = text.startsWith("+ ", index) && joinsNumbers(text, index);
    const plus =
      !joins && (text[index] === "+" || text.startsWith("(+", index));
    const start = joins ? index + 2 : index;
    from = cutRun(text, { start, end, plus }, found);
    for (const candidate of found) visit(candidate);
    found.length = 0;
  }
}

/**
 * The first stage, without metadata: where in `text` something has the shape of a telephone number. Costs next to
 * nothing on text without digits. A candidate still has to be judged by `findPhoneNumbers`.
 */
export function scanCandidates(text: string): Candidate[] {
  const found: Candidate[] = [];
  if (worthScanning(text))
    eachCandidate(normalise(text), (candidate) => found.push(candidate));
  return found;
}

/** True when `findPhoneNumbers` could find a number in `text`: the sign to load it. */
export function hasCandidate(text: string): boolean {
  return scanCandidates(text).length > 0 || hasVanity(text);
}
