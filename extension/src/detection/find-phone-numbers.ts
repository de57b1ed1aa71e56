import { Budget, MOST_NUMBERS } from "./budget.ts";
import { eachCandidate, type Wants, worthScanning } from "./candidates.ts";
import { columnsOf } from "./columns.ts";
import { THRESHOLD, weigh } from "./evidence.ts";
import { extensionAt } from "./extensions.ts";
import { type Facts, factsOf, type Page } from "./facts.ts";
import { forgetLabels, labelBefore, labelOfContext } from "./labels.ts";
import { Memo } from "./memo.ts";
import { besideNumbers } from "./neighbours.ts";
import { normalise } from "./normalise.ts";
import {
  forgetReadings,
  knownCountry,
  type Reading,
  readDigits,
} from "./numbering-plan.ts";
import type { PhoneKind } from "./plan.ts";
import { mayAsk } from "./questions.ts";
import type { Border, Judge, Span } from "./span.ts";
import { SpanWalker } from "./spans.ts";
import { hasVanity, scanVanity } from "./vanity.ts";

/** A telephone number found in a text. */
export interface PhoneMatch {
  /** Offset of the first character in the text as given. */
  readonly start: number;
  /** Offset after the last character, extension included. */
  readonly end: number;
  /** `text.slice(start, end)`. */
  readonly raw: string;
  readonly e164: string;
  readonly ext?: string;
  readonly kind: PhoneKind;
  /** 0 to 1; from 0.9 the number is international, labelled, or written in every detail as its country does. */
  readonly confidence: number;
}

export interface FindOptions {
  /**
   * ISO 3166 code of the country whose national numbers are understood, such as "DE". Without it, only numbers with
   * "+" are found.
   */
  readonly defaultCountry?: string | undefined;
  /** The header of the table column or the label of the field the text stands in. */
  readonly context?: string | undefined;
}

/** A number set between other digits by single spaces needs more than chance. */
function standsApart(facts: Facts, border: Border): boolean {
  if (border === "clean") return true;
  if (facts.reading.international) return true;
  if (border === "bracketed")
    return facts.areaInBrackets && facts.grouping === "exact";
  if (border === "after-year")
    return facts.reading.trunk && facts.grouping === "exact";
  return (
    facts.grouping !== "bare" ||
    facts.label === "phone" ||
    facts.label === "fax"
  );
}

/** Bare digits that a numbering plan knows: offered in a row of numbers, not by themselves. */
const NEARLY = -1;

function saysPhone(facts: Facts): boolean {
  const label = facts.label ?? facts.context;
  return label === "phone" || label === "fax";
}

/** "320.3331378" is a decimal or a mobile number, "21.23.4.54609" a version or one grouped as its country does. */
function isDottedNumber({ reading, grouping, label }: Facts): boolean {
  if (label !== "hint") return false;
  return (
    grouping === "exact" || (reading.kind === "mobile" && grouping !== "odd")
  );
}

function isGiven(wants: Wants, facts: Facts): boolean {
  if (wants === "nothing" || saysPhone(facts)) return true;
  return wants === "label" ? facts.label === "hint" : isDottedNumber(facts);
}

function kindOf(facts: Facts): PhoneKind {
  const label = facts.label ?? facts.context;
  return label === "fax" ? "fax" : facts.reading.kind;
}

const confidences = new Map<number, number>();

function confidenceOf(points: number): number {
  let confidence = confidences.get(points);
  if (confidence === undefined) {
    confidence = Math.round(100 * (1 - 0.5 ** (points / 1.5))) / 100;
    confidences.set(points, confidence);
  }
  return confidence;
}

function judgeSpan(
  page: Page,
  span: Span,
  reading: Reading,
  border: Border,
  near: PhoneMatch[],
): PhoneMatch | undefined {
  const facts = factsOf(page, span, reading);
  const points = weigh(facts);
  if (points < NEARLY || !standsApart(facts, border)) return undefined;
  if (!isGiven(span.wants, facts)) return undefined;
  const match = matchOf(page, span, facts, points);
  if (points >= THRESHOLD) return match;
  near.push(match);
  return undefined;
}

function matchOf(
  page: Page,
  span: Span,
  facts: Facts,
  points: number,
): PhoneMatch {
  const { start } = span;
  const { e164 } = facts.reading;
  const kind = kindOf(facts);
  const confidence = confidenceOf(points);
  const extension = extensionAt(page.text, span.end);
  const end = extension?.end ?? span.end;
  const raw = page.original.slice(start, end);
  return extension
    ? { start, end, raw, e164, ext: extension.digits, kind, confidence }
    : { start, end, raw, e164, kind, confidence };
}

/** Judges the candidates of all lines, each line with a budget of its own. */
function judgeCandidates(page: Page): PhoneMatch[] {
  const found: PhoneMatch[] = [];
  const near: PhoneMatch[] = [];
  const judge: Judge<Reading, PhoneMatch> = {
    read: (digits) => readDigits(digits, page.country),
    judge: (span, reading, border) =>
      judgeSpan(page, span, reading, border, near),
  };
  let lineEnd = -1;
  let budget = new Budget(0);
  eachCandidate(page.text, (candidate) => {
    if (found.length >= MOST_NUMBERS) return;
    if (candidate.start > lineEnd) {
      const from = page.text.lastIndexOf("\n", candidate.start) + 1;
      const to = page.text.indexOf("\n", candidate.start);
      lineEnd = to < 0 ? page.text.length : to;
      budget = new Budget(lineEnd - from);
    }
    const walker = new SpanWalker(page.text, candidate, judge, budget);
    for (const match of walker.walk()) found.push(match);
  });
  return near.length === 0
    ? found
    : [...found, ...besideNumbers(page.text, found, near)];
}

function judgeVanities(page: Page): PhoneMatch[] {
  const found: PhoneMatch[] = [];
  for (const { start, end, digits } of scanVanity(page.text)) {
    const reading = readDigits(digits, page.country);
    if (!reading || !["toll-free", "shared-cost"].includes(reading.kind))
      continue;
    const prefixed = /^\D*(?!13 )[01(+]/.test(page.text.slice(start, end));
    const label = labelBefore(page.text, start);
    if (label === "stop" || (label === undefined && !prefixed)) continue;
    const raw = page.original.slice(start, end);
    found.push({
      start,
      end,
      raw,
      e164: reading.e164,
      kind: reading.kind,
      confidence: 0.95,
    });
  }
  return found;
}

/** In reading order, without those an earlier one already covers (digits of an extension, say). */
function inOrder(found: PhoneMatch[]): PhoneMatch[] {
  if (found.some(({ start }, index) => start < (found[index - 1]?.start ?? 0)))
    found.sort((left, right) => left.start - right.start);
  let covered = 0;
  return found.filter((match) => {
    if (match.start < covered) return false;
    covered = match.end;
    return true;
  });
}

function search(
  original: string,
  country: string | undefined,
  context: string | undefined,
): PhoneMatch[] {
  const text = normalise(original);
  const page: Page = {
    original,
    text,
    country,
    context: context === undefined ? undefined : labelOfContext(context),
    columns: context === undefined ? columnsOf(text) : undefined,
    hasMail: text.includes("@"),
    hasQuestions: context === undefined && mayAsk(text),
  };
  const found = judgeCandidates(page);
  const vanities = judgeVanities(page);
  return inOrder(vanities.length === 0 ? found : [...found, ...vanities]);
}

const SHORT_TEXT = 64;
const MEMO_SLOTS = 16_384;
const shortTexts = new Memo<readonly PhoneMatch[]>(MEMO_SLOTS);

/** Forgets everything remembered, so that a measurement starts from nothing. */
export function forget(): void {
  forgetReadings();
  forgetLabels();
  shortTexts.clear();
}

/**
 * Finds the telephone numbers of a text, in reading order. Pure and deterministic: no DOM, no clock. A line feed is a
 * border no number and no label crosses; replace white space that collapses on screen by spaces first. Table cells and
 * interface strings repeat, so the answers to short texts are remembered.
 */
export function findPhoneNumbers(
  text: string,
  { defaultCountry, context }: FindOptions = {},
): PhoneMatch[] {
  if (!worthScanning(text) && !hasVanity(text)) return [];
  const country = knownCountry(defaultCountry ?? "");
  if (text.length > SHORT_TEXT) return search(text, country, context);
  const scope = context === undefined ? country : `${country}\n${context}`;
  const known = shortTexts.get(scope ?? "", text);
  if (known) return [...known];
  const found = search(text, country, context);
  shortTexts.set(scope ?? "", text, found);
  return [...found];
}
