import { bitsOf, LETTER, LOWERS, MARK } from "./characters.ts";
import { INVISIBLE } from "./normalise.ts";
import { beginsWithUnit, isUnit, roleOf } from "./vocabulary.ts";
import { FOR, JOINED_AFTER, SAID_AFTER } from "./words/said-after.ts";

const AFTER_WINDOW = 24;
/** Devanagari and beyond: the verb comes last. */
const LATER_SCRIPTS = 0x530;

const SPACE = 0x20;
const LETTERS_BEGIN = 0x41;
const OPENING = new Set([0x28, 0x5b, 0xad]);

/** Saves the search after a number that a comma, a full stop or the end follows. */
function wordMayFollow(text: string, end: number): boolean {
  const at = text.charCodeAt(end) === SPACE ? end + 1 : end;
  const code = text.charCodeAt(at);
  return code >= LETTERS_BEGIN || OPENING.has(code);
}

const JOINTS = new Set([0x20, 0x2c, 0x2d, 0x3a]);
const LONGEST_JOINT = 3;

function clauseMayFollow(text: string, end: number): boolean {
  let at = end;
  while (at < end + LONGEST_JOINT && JOINTS.has(text.charCodeAt(at))) at += 1;
  return wordMayFollow(text, at);
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

const BRACKETED = /^ ?[([]([^()[\]\n]{2,24})[)\]]/u;
/** The word ends the line or what is said. */
const LAST = /^ ([\p{L}\p{M}]{2,})(?=\s*(?:$|\n|[,;.](?:\s|$)))/u;
const WORDS = /[\p{L}\p{M}\u00ad'‘’]+/gu;
/** A clause ends here, or the words belong to the next number. */
const CLAUSE_END = /[\n;|!?।。(\d]|[.,] /;
const NEXT_NUMBER = /^[^\n]{0,2}\d/;
/** "- WhatsApp", ", mobil", "kom." */
const JOINT = /^ ?[-,:]? ?/;
const MOST_WORDS_AFTER = 4;
const LONGEST_CLAUSE = 48;

function isPhoneWord(word: string): boolean {
  return roleOf(word) === "phone";
}

/** "(WhatsApp)", "(office, mobile)", "(text only)". */
function bracketNames(after: string): boolean {
  const words = BRACKETED.exec(after)?.[1]?.toLowerCase().match(WORDS) ?? [];
  return words.some(isPhoneWord) || roleOf(words[0] ?? "") === "hint";
}

/** What follows directly, up to the end of the clause; nothing when another number does. */
function clauseAfter(after: string): string {
  const from = JOINT.exec(after)?.[0].length ?? 0;
  const rest = after.slice(from);
  const to = rest.search(CLAUSE_END);
  if (to < 0) return rest;
  return NEXT_NUMBER.test(rest.slice(to, to + 3)) ? "" : rest.slice(0, to);
}

/** "WhatsApp only", "for enquiries", "numaralı telefonu arayın". */
function clauseNames(after: string): boolean {
  const words = clauseAfter(after)
    .toLowerCase()
    .replaceAll(INVISIBLE, "")
    .match(WORDS);
  const [first = "", second = ""] = words ?? [];
  if (FOR.has(first) && roleOf(second) === "hint") return true;
  const spaced = first.charCodeAt(0) < LATER_SCRIPTS;
  const reach = spaced ? 2 : MOST_WORDS_AFTER;
  return words?.slice(0, reach).some((word) => SAID_AFTER.has(word)) ?? false;
}

/** True when the words after the number name a telephone: "(mobile)", "(fax)", "mobile" at the end, "पर कॉल करें". */
export function phoneWordFollows(text: string, end: number): boolean {
  if (!clauseMayFollow(text, end)) return false;
  const after = text.slice(end, end + LONGEST_CLAUSE);
  return (
    bracketNames(after) ||
    isPhoneWord(LAST.exec(after)?.[1]?.toLowerCase() ?? "") ||
    JOINED_AFTER.test(after) ||
    clauseNames(after)
  );
}
