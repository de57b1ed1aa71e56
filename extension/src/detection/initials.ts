import { bitsOf, CAPITAL, DIGIT, LETTER, MARK } from "./characters.ts";
import { isIdAbbreviation } from "./vocabulary.ts";

const FULL_STOP = 0x2e;
const SLASH = 0x2f;
const HYPHEN = 0x2d;
const SPACE = 0x20;
const QUOTE = 0x22;
const GERSHAYIM = 0x5f4;
const WORD = LETTER | MARK;
const MOST_CAPITALS = 8;

function isLetterAt(label: string, at: number): boolean {
  return (bitsOf(label.charCodeAt(at)) & LETTER) > 0;
}

/** Where the letter after a joint stands, or -1: "R.U", "R. U", "a/c", "ת״ז". */
function joinedLetter(label: string, joint: number): number {
  const code = label.charCodeAt(joint);
  let at = joint + 1;
  if (code === FULL_STOP) {
    if (label.charCodeAt(at) === SPACE) at += 1;
  } else if (code !== SLASH && code !== QUOTE && code !== GERSHAYIM) return -1;
  return at < label.length && isLetterAt(label, at) ? at : -1;
}

function endsWord(label: string, end: number): boolean {
  return end >= label.length || (bitsOf(label.charCodeAt(end)) & WORD) === 0;
}

interface Initials {
  readonly end: number;
  readonly letters: string;
}

/** "R.U.T.", without the last stop. */
function joinedAt(label: string, start: number): Initials | undefined {
  let letters = label[start] ?? "";
  let end = start + 1;
  let next = joinedLetter(label, end);
  let last: Initials | undefined;
  while (next >= 0) {
    letters += label[next];
    end = next + 1;
    if (endsWord(label, end)) last = { end, letters };
    next = joinedLetter(label, end);
  }
  return last;
}

/** "RUT". */
function capitalsAt(label: string, start: number): Initials | undefined {
  let end = start;
  while ((bitsOf(label.charCodeAt(end)) & CAPITAL) > 0) end += 1;
  const length = end - start;
  if (length < 2 || length > MOST_CAPITALS || !endsWord(label, end))
    return undefined;
  return { end, letters: label.slice(start, end) };
}

function initialsAt(
  label: string,
  start: number,
  before: number,
): Initials | undefined {
  return (
    joinedAt(label, start) ??
    (before === HYPHEN ? undefined : capitalsAt(label, start))
  );
}

/** Puts "id" in place of the initials of one: "R.U.T.", "a/c", "ת״ז", "RUT". */
export function spellInitials(label: string): string {
  let spelt = "";
  let kept = 0;
  let before = 0;
  for (let at = 0; at < label.length; at += 1) {
    const code = label.charCodeAt(at);
    const bits = bitsOf(code);
    const begins =
      (bits & LETTER) > 0 &&
      (bitsOf(before) & (LETTER | DIGIT)) === 0 &&
      before !== FULL_STOP &&
      before !== SLASH;
    const initials = begins ? initialsAt(label, at, before) : undefined;
    if (initials) {
      if (isIdAbbreviation(initials.letters)) {
        spelt += `${label.slice(kept, at)}id`;
        kept = initials.end;
      }
      at = initials.end - 1;
    }
    before = label.charCodeAt(at);
  }
  return kept === 0 ? label : spelt + label.slice(kept);
}
