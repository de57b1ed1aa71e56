import { bitsOf, LETTER, LOWERS, MARK } from "./characters.ts";
import { INVISIBLE } from "./normalise.ts";
import { beginsWithUnit, isUnit, roleOf } from "./vocabulary.ts";

const AFTER_WINDOW = 24;

const SPACE = 0x20;
const LETTERS_BEGIN = 0x41;
const OPENING = new Set([0x28, 0x5b, 0xad]);

/** Saves the search after a number that a comma, a full stop or the end follows. */
function wordMayFollow(text: string, end: number): boolean {
  const at = text.charCodeAt(end) === SPACE ? end + 1 : end;
  const code = text.charCodeAt(at);
  return code >= LETTERS_BEGIN || OPENING.has(code);
}

/** True when a unit or a counted thing follows the number directly. */
export function unitFollows(text: string, end: number): boolean {
  if (!wordMayFollow(text, end)) return false;
  let from = end;
  while (text[from] === INVISIBLE) from += 1;
  if (text[from] === " ") from += 1;
  let to = from;
  let bits = 0;
  while (to < end + AFTER_WINDOW) {
    const known = bitsOf(text.charCodeAt(to));
    if ((known & (LETTER | MARK)) === 0) break;
    bits |= known;
    to += 1;
  }
  if (to <= from) return false;
  const written = text.slice(from, to);
  const word = (bits & LOWERS) > 0 ? written.toLowerCase() : written;
  return isUnit(word) || beginsWithUnit(word);
}

const BRACKETED = /^ ?[([]([\p{L}\p{M}]+)/u;
/** The word ends the line or what is said. */
const LAST = /^ ([\p{L}\p{M}]{2,})(?=\s*(?:$|\n|[,;.](?:\s|$)))/u;

/** True when the words after the number name a telephone: "(mobile)", "(fax)", or "mobile" at the end. */
export function phoneWordFollows(text: string, end: number): boolean {
  if (!wordMayFollow(text, end)) return false;
  const after = text.slice(end, end + AFTER_WINDOW);
  const word = (BRACKETED.exec(after) ?? LAST.exec(after))?.[1];
  return word !== undefined && roleOf(word.toLowerCase()) === "phone";
}
