import type { Columns } from "./columns.ts";
import { type Grouping, groupingOf } from "./grouping.ts";
import type { Label } from "./label-words.ts";
import { labelBefore } from "./labels.ts";
import { isNamed } from "./naming.ts";
import type { Reading } from "./numbering-plan.ts";
import { askedBefore } from "./questions.ts";
import type { Span } from "./span.ts";
import { besideMail, standingOf } from "./standing.ts";
import { phoneWordFollows, unitFollows } from "./words-after.ts";

/** Everything known of a valid reading before it is offered as a telephone number. */
export interface Facts {
  readonly reading: Reading;
  readonly grouping: Grouping;
  readonly label: Label | undefined;
  readonly context: Label | undefined;
  /** What stands before it may be a name. */
  readonly named: boolean;
  readonly unitFollows: boolean;
  readonly phoneWordFollows: boolean;
  /** Nothing else stands on its line, or in its field between delimiters. */
  readonly standing: "line" | "field" | "inline";
  /** Only a delimiter stands between it and an e-mail address. */
  readonly besideMail: boolean;
  /** The area code, or the trunk prefix, is in brackets. */
  readonly areaInBrackets: boolean;
  readonly groups: readonly string[];
  readonly separators: readonly string[];
}

/** A text, normalised, with what is known of it as a whole. */
export interface Page {
  readonly original: string;
  readonly text: string;
  readonly country: string | undefined;
  readonly context: Label | undefined;
  /** Of the tables in it, where no context is given. */
  readonly columns: Columns | undefined;
  readonly hasMail: boolean;
  /** A line may answer the one before. */
  readonly hasQuestions: boolean;
}

const AREA_IN_BRACKETS = /\+?\d{0,3} ?[([][\d ]+[)\]]/y;

function areaInBrackets(page: Page, span: Span): boolean {
  if (span.separators.length === 0) return false;
  AREA_IN_BRACKETS.lastIndex = span.start;
  return (
    AREA_IN_BRACKETS.test(page.text) && AREA_IN_BRACKETS.lastIndex <= span.end
  );
}

/** The header over the number, or the question it answers. */
function contextOf(page: Page, span: Span): Label | undefined {
  return (
    page.context ??
    page.columns?.labelAt(span.start) ??
    (page.hasQuestions ? askedBefore(page.text, span.start) : undefined)
  );
}

/** Looks at a span from all sides. */
export function factsOf(page: Page, span: Span, reading: Reading): Facts {
  const grouping = groupingOf(
    span.groups.map((group) => group.length),
    reading,
  );
  const label = labelBefore(page.text, span.start);
  const context = contextOf(page, span);
  const isOpen = label === undefined;
  const mayBeNamed =
    isOpen && context === undefined && !reading.trunk && !reading.international;
  return {
    reading,
    grouping,
    label,
    context,
    named: mayBeNamed && isNamed(page.text, span.start, span.end),
    unitFollows: !reading.international && unitFollows(page.text, span.end),
    phoneWordFollows: isOpen && phoneWordFollows(page.text, span.end),
    standing: standingOf(page.text, span.start, span.end),
    besideMail:
      isOpen && page.hasMail && besideMail(page.text, span.start, span.end),
    areaInBrackets: areaInBrackets(page, span),
    groups: span.groups,
    separators: span.separators,
  };
}
