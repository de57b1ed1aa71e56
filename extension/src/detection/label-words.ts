import { isOfThing, isPlaceToBook, leadsToBooking } from "./booking-words.ts";
import { isDigits, isWord, tokensOf } from "./label-tokens.ts";
import { ENDS_REACH, letterLabel } from "./letter-labels.ts";
import {
  isNumbered,
  isNumberKind,
  isOwned,
  isPerson,
  isStopAbbreviation,
  roleOf,
  roleOfPair,
  type WordRole,
} from "./vocabulary.ts";

/**
 * What the words before a number, or the header over it, say of it. "doubt": an id or something to call, as the writing
 * of the number tells.
 */
export type Label = "phone" | "hint" | "fax" | "stop" | "doubt";

const LONGEST_ABBREVIATION = 6;
/** "Номер рахунку", "número de trámite": the word spelt out, before a word that no table holds. */
const SPELT_OUT = 4;
const REFERENCE_WORDS = new Set(["ref", "réf", "rif"]);
const JOINS_LABELS = new Set([
  "/",
  "&",
  "+",
  ",",
  ".",
  "und",
  "and",
  "y",
  "e",
  "et",
  "i",
  "og",
  "och",
  "en",
  "и",
  "или",
  "or",
]);
/** Drawn instead of a word. */
const PHONE_SIGNS = new Set(["☎", "☏", "✆", "📞", "📱", "📲", "🕿", "🕾", "🤙"]);

interface Reach {
  /** Only small words and signs lie between here and the number. */
  close: boolean;
  /** "no.", "#" or "№" has been passed. */
  numbering: boolean;
  unknownWords: number;
  digits: boolean;
  /** A comma or another border has been passed. */
  ended: boolean;
  /** Nothing but a kind of telephone number lies between here and the number. */
  kind: boolean;
  /** Between brackets that other words follow: nothing in them names an id. */
  bracketed: boolean;
  /** "Of" has been passed after a word for number: an owner comes next. */
  owned: boolean;
}

function faxOrBoth(tokens: readonly string[], index: number): Label {
  let at = index - 1;
  while (at >= 0 && JOINS_LABELS.has(tokens[at] ?? "")) at -= 1;
  const before = tokens[at] ?? "";
  return at < index - 1 && (roleOf(before) === "phone" || before === "t")
    ? "phone"
    : "fax";
}

function isPassed(token: string): boolean {
  const role = roleOf(token);
  return role === "link" || role === "neutral" || isPerson(token);
}

/** "Atención al cliente", "service client": a line for customers, not a customer's number. */
function servesPeople(tokens: readonly string[], index: number): boolean {
  if (!isPerson(tokens[index] ?? "")) return false;
  let at = index - 1;
  while (isPassed(tokens[at] ?? "")) at -= 1;
  const role = roleOf(tokens[at] ?? "");
  return role === "hint" || role === "phone";
}

/** "Réf. annonce 069549173": the abbreviation, then what it refers to, whatever that is. */
function refersTo(
  tokens: readonly string[],
  index: number,
  { unknownWords, digits, ended }: Reach,
): boolean {
  return (
    unknownWords === 1 &&
    !digits &&
    !ended &&
    tokens[index + 1] === "." &&
    REFERENCE_WORDS.has(tokens[index] ?? "")
  );
}

function wordLabel(
  tokens: readonly string[],
  index: number,
  role: WordRole,
  reach: Reach,
): Label | undefined {
  if (role === "fax") return faxOrBoth(tokens, index);
  if (role === "phone") return "phone";
  if (role === "stop") {
    if (refersTo(tokens, index, reach)) return "stop";
    if (!(reach.close || reach.kind) || reach.digits || reach.bracketed)
      return undefined;
    if (reach.numbering) return "stop";
    if (servesPeople(tokens, index)) return "hint";
    if (leadsToBooking(tokens, index)) return "hint";
    return isPlaceToBook(tokens, index) ? "doubt" : "stop";
  }
  if (role !== "hint") return undefined;
  if (isOfThing(tokens, index)) return "stop";
  return reach.numbering && isNumbered(tokens[index] ?? "") ? "stop" : "hint";
}

/** "Fee.", "balance.": spelt out, where "cust." and "Kundennr." are not. */
const SPELT_IN_FULL = /^(?!.*(?:nr|no|num|núm)$)(?:.{7,}|\p{L}+e)$/u;

/** A full stop after a word that is no abbreviation and no label ends a sentence, and with it the reach of a stop word. */
function endsSentence(word: string | undefined): boolean {
  if (word === undefined) return false;
  const role = roleOf(word);
  if (role === "stop") return SPELT_IN_FULL.test(word);
  return word.length > LONGEST_ABBREVIATION && role === undefined;
}

/** Reads the label from the number outwards; the nearest word that says something decides. */
export function spacedLabel(window: string): Label | undefined {
  const tokens = tokensOf(window);
  const reach: Reach = {
    close: true,
    numbering: false,
    unknownWords: 0,
    digits: false,
    ended: false,
    kind: false,
    bracketed: false,
    owned: false,
  };
  const last = tokens.findLastIndex((token) => isWord(token));
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index] ?? "";
    if (!isWord(token)) {
      if (PHONE_SIGNS.has(token) && !reach.digits) return "phone";
      if (token === "#" || token === "№") {
        if (reach.close) reach.numbering = true;
      } else if (isDigits(token)) {
        reach.digits = true;
      } else if (token === ")") {
        if (index < last) reach.bracketed = true;
      } else if (token === "(") {
        reach.bracketed = false;
      } else if (ENDS_REACH.has(token)) {
        reach.close = false;
        reach.kind = false;
        reach.ended = true;
      } else if (token === "." && endsSentence(tokens[index - 1])) {
        reach.close = false;
      }
      continue;
    }
    const role =
      tokens[index + 1] === "." && isStopAbbreviation(token)
        ? "stop"
        : roleOf(token);
    const pair = roleOfPair(tokens[index - 1] ?? "", token);
    if (pair !== undefined && reach.close) return pair;
    if (pair === "phone" && reach.unknownWords === 1 && !reach.digits)
      return "hint";
    const label =
      (token.length === 1 ? letterLabel(tokens, index) : undefined) ??
      (role ? wordLabel(tokens, index, role, reach) : undefined);
    if (label) return label;
    if (role === "numbering") {
      if (reach.digits || reach.ended) continue;
      if (reach.unknownWords === 1 && token.length >= SPELT_OUT) return "stop";
      if (tokens[index + 1] === "°" && [1, 2].includes(reach.unknownWords))
        return "stop";
      if (reach.kind) return "hint";
      if (reach.close) reach.numbering = true;
      continue;
    }
    if (reach.numbering && isOwned(token)) {
      reach.owned = true;
      continue;
    }
    if (role === "neutral") {
      if (reach.numbering) return "hint";
      reach.kind = (reach.close || reach.kind) && isNumberKind(token);
      reach.close = false;
      continue;
    }
    if (role === "link" || (token.length === 1 && role === undefined)) {
      if (reach.numbering && !reach.digits) return "hint";
      continue;
    }
    if (reach.numbering && reach.close && !reach.digits)
      return reach.owned ? "hint" : "stop";
    reach.close = false;
    reach.kind = false;
    reach.unknownWords += 1;
  }
  return reach.kind ? "hint" : undefined;
}
