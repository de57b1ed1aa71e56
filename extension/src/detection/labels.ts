import { bitsOf, bitsOfAll, CAPITAL, DIGIT, UNSPACED } from "./characters.ts";
import { LabelMemo } from "./label-memo.ts";
import {
  saysSomething,
  windowBefore,
  windowBetween,
  wordsBegin,
} from "./label-window.ts";
import { type Label, spacedLabel } from "./label-words.ts";
import { LETTER_LABELS } from "./letter-labels.ts";
import { type Term, type TermRole, termEndingAt } from "./unspaced-terms.ts";
import { REFERENCE_LETTERS } from "./words/id-abbreviations.ts";

/** A stop term may be followed by a colon, a particle or "号" and must else touch the number. */
const UNSPACED_STOP_REACH = 10;
/** A space, a colon, a bracket. */
const PERSON_REACH = 2;
const ENDS_UNSPACED_STOP = /[\d,;|，。；]/;
/** "Of", between an owner and the word for number. */
const OF = /[の的의]? ?$/u;

/** Nothing is said of what the number is of. */
const STANDS_ALONE = /(?:^|[^\p{L}\p{M}\p{N} ]) ?$/u;

function isOfNumber(role: TermRole): boolean {
  return role === "number" || role === "callNumber";
}

/** "新しい番号", "母の番号": whose or which number it is, or what it numbers. */
function numberLabel(window: string, { start, role }: Term): Label {
  const whole = window.slice(0, start).replace(OF, "");
  const of = termEndingAt(whole, whole.length, (one) => !isOfNumber(one))?.role;
  if (of === "phone" || of === "fax" || of === "stop") return of;
  if (of === "owner" || role === "callNumber") return "phone";
  return STANDS_ALONE.test(whole) ? "doubt" : "stop";
}

function labelOfTerm(window: string, term: Term): Label | undefined {
  if (isOfNumber(term.role)) return numberLabel(window, term);
  const { role } = term;
  if (role === "person") return "phone";
  return role === "phone" || role === "fax" || role === "stop"
    ? role
    : undefined;
}

/** The nearest term of a language without spaces; of two that end alike, the longer. */
function unspacedLabel(window: string): Label | undefined {
  let stops = true;
  let touches = true;
  const isWanted = (role: TermRole) => {
    if (role === "person") return touches;
    return role === "stop" || role === "number" ? stops : role !== "owner";
  };
  for (let end = window.length; end > 0; end -= 1) {
    touches = window.length - end <= PERSON_REACH;
    const term = termEndingAt(window, end, isWanted);
    const label = term && labelOfTerm(window, term);
    if (label) return label;
    const reach = window.length - end + 1;
    if (
      reach > UNSPACED_STOP_REACH ||
      ENDS_UNSPACED_STOP.test(window[end - 1] ?? "")
    )
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
function isReference(text: string, from: number, start: number): boolean {
  const sign = text[text[start - 1] === " " ? start - 2 : start - 1];
  if (sign === "§") return true;
  if (sign !== ".") return false;
  PAGES.lastIndex = start;
  const letters = REFERENCE.exec(windowBetween(text, from, start))?.[1];
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

/** "to=5511982659207", "dst=0301234567": what a log of calls or messages calls the two ends. */
const LOG_KEY =
  /(?<!\p{L})(?:to|from|src|dst|dest|destination|recipient|sender|caller|callee|called|calling|dialed|dialled|clid|cli|ani|dnis|did|msisdn)(?:_?(?:number|num|no|id))?= ?["']?$/u;

/** Of offsets and times too, which are shorter and begin with no zero. */
const LOGGED = /[+0]|\d{11}/y;
const LONGEST_LOG_KEY = 24;

function isLogged(text: string, start: number): boolean {
  const key = text.slice(Math.max(0, start - LONGEST_LOG_KEY), start);
  if (!key.includes("=", key.length - LONGEST_KEY_END)) return false;
  LOGGED.lastIndex = start;
  return LOGGED.test(text) && LOG_KEY.test(key.toLowerCase());
}

/** "NL91 ABNA 0417 1643 00": the letters of a bank in the middle of an account number. */
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d\d ?[A-Z]{4}(?: ?\d{4})* ?$/u;
const LONGEST_IBAN = 32;
/** "BE 0471.882.304", "RPM Liège 0471.882.304": shaped as a Belgian mobile number. */
const ENTERPRISE =
  /(?<![\p{L}\p{N}])(?:BE|(?:TVA|BTW|RPM|RPR|BCE|KBO)\P{N}{0,20})[ :-]{0,2}$/u;
const ENTERPRISE_SHAPE = /[01]\d{3}([. ])\d{3}\1\d{3}(?!\d)/y;

function isEnterprise(text: string, start: number): boolean {
  ENTERPRISE_SHAPE.lastIndex = start;
  if (!ENTERPRISE_SHAPE.test(text)) return false;
  const before = text.slice(Math.max(0, start - LONGEST_IBAN), start);
  return ENTERPRISE.test(before.slice(before.lastIndexOf("\n") + 1));
}

function insideIban(text: string, start: number): boolean {
  const last = text.charCodeAt(text[start - 1] === " " ? start - 2 : start - 1);
  if ((bitsOf(last) & (CAPITAL | DIGIT)) === 0) return false;
  const before = text.slice(Math.max(0, start - LONGEST_IBAN), start);
  return IBAN.test(before);
}

/** What the words before a number say. */
interface Saying {
  readonly label: Label | undefined;
}

const sayings = new LabelMemo<Saying>();

/** Empties the memo, so that a measurement starts from nothing. */
export function forgetLabels(): void {
  sayings.clear();
}

function sayingOf(text: string, from: number, start: number): Saying {
  const window = windowBetween(text, from, start);
  const unspaced =
    (bitsOfAll(window) & UNSPACED) > 0 ? unspacedLabel(window) : undefined;
  const label = unspaced ?? spacedLabel(window);
  return { label: label ?? (endsInKey(window) ? "stop" : undefined) };
}

/** The label written before a number that starts at `start`, on the same line, in normalised text. */
export function labelBefore(text: string, start: number): Label | undefined {
  const from = wordsBegin(text, start);
  if (!saysSomething(text, from, start)) return undefined;
  const saying = sayings.of(text, from, start, () =>
    sayingOf(text, from, start),
  );
  if (
    isReference(text, from, start) ||
    insideIban(text, start) ||
    isEnterprise(text, start)
  )
    return "stop";
  if (isLogged(text, start)) return "hint";
  if (saying.label) return saying.label;
  return continuesRow(text, start) ? "hint" : undefined;
}

/** The label a table header or a field's name gives to what stands under or in it. */
export function labelOfContext(context: string): Label | undefined {
  return labelBefore(`${context}: `, context.length + 2);
}
