import type { Budget } from "./budget.ts";
import {
  type Candidate,
  type DigitGroup,
  isStrongBreak,
} from "./candidates.ts";
import {
  type Border,
  balanced,
  type Judge,
  type Span,
  separatorsOf,
} from "./span.ts";

/** "030 23125-100/-101": what follows is another extension of the same line. */
const SECOND_EXTENSION = /\/ ?-/;
const MOST_DIGITS = 17;
const FEWEST_DIGITS = 6;
const MOST_GROUPS = 10;
const MOST_GROUPS_BRACKETED = 4;
const MOST_SINGLE_DIGITS = 3;

/** Walks a candidate's groups and finds the numbers in it: the longest first, never two that overlap. */
export class SpanWalker<Read, Match> {
  readonly #text: string;
  readonly #candidate: Candidate;
  readonly #separators: readonly string[];
  readonly #judge: Judge<Read, Match>;
  readonly #budget: Budget;
  readonly #found: Match[] = [];

  constructor(
    text: string,
    candidate: Candidate,
    judge: Judge<Read, Match>,
    budget: Budget,
  ) {
    this.#text = text;
    this.#candidate = candidate;
    this.#separators = separatorsOf(text, candidate.groups);
    this.#judge = judge;
    this.#budget = budget;
  }

  walk(): Match[] {
    const count = this.#candidate.groups.length;
    let from = 0;
    let accepted = true;
    while (from < count) {
      const tight: boolean =
        from > 0 && this.#separators[from - 1] === "/" && !accepted;
      const end: number = tight ? 0 : this.#longest(from);
      accepted = end > 0;
      if (accepted) {
        from = end;
        continue;
      }
      const bracketed = this.#bracketed(from);
      if (bracketed > 0) {
        from = bracketed;
        continue;
      }
      const next = this.#nextBreak(from);
      accepted = !tight && this.#spaced(from, next);
      from = next;
    }
    return this.#found;
  }

  /** Tries spans that end at a strong break; the index after the one found, or 0. */
  #longest(from: number): number {
    const { groups } = this.#candidate;
    const limit = Math.min(groups.length, from + MOST_GROUPS);
    let digits = 0;
    let end = from;
    while (end < limit && digits + this.#size(end) <= MOST_DIGITS) {
      digits += this.#size(end);
      end += 1;
    }
    for (; end > from && digits >= FEWEST_DIGITS; end -= 1) {
      if (this.#breaksAfter(end - 1) && this.#try(from, end, "clean"))
        return end;
      digits -= this.#size(end - 1);
    }
    return 0;
  }

  /** "(949) 548-4861 0418 77": brackets show where it begins; the index after the one found, or 0. */
  #bracketed(from: number): number {
    if (!(this.#separators[from] ?? "").startsWith(")")) return 0;
    const limit = Math.min(
      this.#candidate.groups.length - 1,
      from + MOST_GROUPS_BRACKETED,
    );
    for (let end = limit; end > from + 1; end -= 1) {
      if (this.#separators[end - 1] !== " ") continue;
      if (this.#try(from, end, "bracketed")) return end;
    }
    return 0;
  }

  /** Between strong breaks single spaces may part numbers: when all is used up, or the number has no space in it. */
  #spaced(from: number, to: number): boolean {
    const whole = this.#partition(from, to);
    if (whole) {
      this.#found.push(...whole);
      return true;
    }
    if (from === 0 && this.#candidate.plus) return false;
    if (this.#isYear(from) && this.#try(from + 1, to, "after-year"))
      return true;
    let found = false;
    let at = from;
    while (at < to) {
      const end = this.#unspacedEnd(at, to);
      if (end - at >= 1 && end - at < to - from && this.#try(at, end, "spaced"))
        found = true;
      at = end;
    }
    return found;
  }

  #isYear(index: number): boolean {
    const group = this.#candidate.groups[index];
    return (
      group !== undefined &&
      group.end - group.start === 4 &&
      this.#separators[index] === " " &&
      /^(?:19|20)\d\d$/.test(this.#text.slice(group.start, group.end))
    );
  }

  #unspacedEnd(from: number, to: number): number {
    let at = from + 1;
    while (at < to && !(this.#separators[at - 1] ?? "").includes(" ")) at += 1;
    return at;
  }

  #partition(from: number, to: number): Match[] | undefined {
    const matches: Match[] = [];
    let at = from;
    while (at < to) {
      const step = this.#partitionStep(at, to, from);
      if (!step) return undefined;
      matches.push(step.match);
      at = step.end;
    }
    return matches.length > 1 ? matches : undefined;
  }

  #partitionStep(from: number, to: number, first: number) {
    for (let end = Math.min(to, from + MOST_GROUPS); end > from; end -= 1) {
      if (from === first && end === to) continue;
      const spaced =
        end === to || (this.#separators[end - 1] ?? "").includes(" ");
      if (!spaced) continue;
      const match = this.#judged(from, end, "clean");
      if (match) return { match, end };
    }
    return undefined;
  }

  #try(from: number, end: number, border: Border): boolean {
    const match = this.#judged(from, end, border);
    if (match) {
      this.#found.push(match);
      this.#budget.earn();
    }
    return match !== undefined;
  }

  #judged(from: number, end: number, border: Border): Match | undefined {
    if (!this.#hasNumberShape(from, end) || !this.#budget.spend()) {
      return undefined;
    }
    const reading = this.#judge.read(this.#digits(from, end));
    if (reading === null) return undefined;
    const span = this.#span(from, end);
    return span && this.#judge.judge(span, reading, border);
  }

  #hasNumberShape(from: number, end: number): boolean {
    let digits = 0;
    let singles = 0;
    for (let at = from; at < end; at += 1) {
      const size = this.#size(at);
      digits += size;
      if (size === 1) singles += 1;
    }
    return (
      digits >= FEWEST_DIGITS &&
      digits <= MOST_DIGITS &&
      singles <= MOST_SINGLE_DIGITS
    );
  }

  #digits(from: number, end: number): string {
    let digits = from === 0 && this.#candidate.plus ? "+" : "";
    for (let at = from; at < end; at += 1) {
      const group = this.#candidate.groups[at];
      if (group) digits += this.#text.slice(group.start, group.end);
    }
    return digits;
  }

  #span(from: number, end: number): Span | undefined {
    const groups = this.#candidate.groups.slice(from, end);
    const first = groups[0];
    const last = groups.at(-1);
    if (!first || !last) return undefined;
    const separators = this.#separators.slice(from, end - 1);
    if (separators.some((separator) => SECOND_EXTENSION.test(separator))) {
      return undefined;
    }
    const start = this.#start(from, first, last.end);
    if (start === undefined) return undefined;
    return {
      start,
      end: last.end,
      groups: groups.map((group) => this.#text.slice(group.start, group.end)),
      separators,
      wants: this.#candidate.wants,
    };
  }

  /** Takes an opening bracket along when it is closed inside the span. */
  #start(from: number, first: DigitGroup, end: number): number | undefined {
    const lead =
      from === 0 ? this.#candidate.start : this.#bracketBefore(from, first);
    if (balanced(this.#text, lead, end)) return lead;
    const plus = this.#text.indexOf("+", lead);
    const inner = from === 0 && this.#candidate.plus ? plus : first.start;
    return balanced(this.#text, inner, end) ? inner : undefined;
  }

  #bracketBefore(from: number, first: DigitGroup): number {
    return /[([]$/.test(this.#separators[from - 1] ?? "")
      ? first.start - 1
      : first.start;
  }

  #size(index: number): number {
    const group = this.#candidate.groups[index];
    return group ? group.end - group.start : 0;
  }

  #breaksAfter(index: number): boolean {
    if (index === this.#candidate.groups.length - 1) return true;
    const separator = this.#separators[index] ?? "";
    return isStrongBreak(separator) || separator.startsWith(")");
  }

  #nextBreak(from: number): number {
    let at = from;
    while (!this.#breaksAfter(at)) at += 1;
    return at + 1;
  }
}
