import {
  DATE_DIGITS,
  isBare,
  isCounting,
  isProgression,
  isThousands,
  YEARS,
} from "./digit-shapes.ts";
import {
  isCalled,
  isCalledPhone,
  isDottedAmount,
  isLikelyCalled,
  isNamedMobile,
  isWellWritten,
} from "./fact-checks.ts";
import type { Facts } from "./facts.ts";

/** One thing that speaks for or against a number. */
export interface Evidence {
  readonly name: string;
  readonly points: number;
  readonly reason: string;
  readonly holds: (facts: Facts) => boolean;
}

/** What offering a number takes. */
export const THRESHOLD = 2;

/** Points are added up; a number is offered from `THRESHOLD`. */
export const EVIDENCE: readonly Evidence[] = [
  {
    name: "plus sign or international prefix",
    points: 4,
    reason: "Nothing else is written so.",
    holds: ({ reading }) => reading.international,
  },
  {
    name: "trunk prefix",
    points: 2,
    reason: "The leading zero (or 8, 06, 1) that makes it a number to dial.",
    holds: ({ reading }) => reading.trunk,
  },
  {
    name: "trunk prefix missing",
    points: -3,
    reason:
      "Where national numbers are written with a trunk prefix, digits without it are an amount or an id.",
    holds: (facts) => facts.reading.trunkMissing && !isNamedMobile(facts),
  },
  {
    name: "calling code without plus",
    points: -1,
    reason: "Seen in messengers and bad exports only.",
    holds: ({ reading }) => reading.bareCallingCode,
  },
  {
    name: "usual grouping",
    points: 2,
    reason: "Grouped exactly as the country groups this kind of number.",
    holds: ({ grouping }) => grouping === "exact",
  },
  {
    name: "other usual grouping",
    points: 2,
    reason: "A second writing in general use.",
    holds: ({ grouping }) => grouping === "alternate",
  },
  {
    name: "joined grouping",
    points: 1,
    reason: "Whole groups of the usual writing, written together.",
    holds: ({ grouping }) => grouping === "joined",
  },
  {
    name: "even grouping",
    points: 1,
    reason: "Groups of two to five digits.",
    holds: ({ grouping }) => grouping === "even",
  },
  {
    name: "odd grouping",
    points: -2,
    reason:
      "Single digits or long runs in the middle: counting, coordinates, ids.",
    holds: (facts) => facts.grouping === "odd" && !isCalled(facts),
  },
  {
    name: "odd grouping after a word to call",
    points: -1,
    reason: "Written in haste, but the word says what it is.",
    holds: (facts) => facts.grouping === "odd" && isCalled(facts),
  },
  {
    name: "no grouping",
    points: -1,
    reason: "Most long runs of digits are ids.",
    holds: (facts) =>
      isBare(facts) &&
      !facts.reading.international &&
      !facts.reading.trunk &&
      !(
        facts.reading.bareCallingCode &&
        (isCalled(facts) || facts.phoneWordFollows)
      ),
  },
  {
    name: "area code in brackets",
    points: 1,
    reason: "Brackets round the first group belong to numbers.",
    holds: ({ areaInBrackets }) => areaInBrackets,
  },
  {
    name: "label",
    points: 3,
    reason: "A word for telephone or fax before it.",
    holds: ({ label }) => label === "phone" || label === "fax",
  },
  {
    name: "hint",
    points: 3,
    reason: "A word that often stands before a number to call.",
    holds: ({ label }) => label === "hint",
  },
  {
    name: "column or field for telephone numbers",
    points: 3,
    reason: "The table header or field label says so.",
    holds: ({ label, context }) =>
      label === undefined && (context === "phone" || context === "fax"),
  },
  {
    name: "column or field for contacts",
    points: 2,
    reason: '"Contact" may head names and addresses too.',
    holds: ({ label, context }) => label === undefined && context === "hint",
  },
  {
    name: "name before it",
    points: 3,
    reason: '"Casero: 612345678": no table holds all names and trades.',
    holds: (facts) =>
      facts.named &&
      facts.label === undefined &&
      facts.context === undefined &&
      !facts.reading.trunk &&
      !facts.reading.international &&
      isLikelyCalled(facts),
  },
  {
    name: "word after",
    points: 3,
    reason: '"(mobile)", "(fax)" after it.',
    holds: ({ label, phoneWordFollows }) =>
      label === undefined && phoneWordFollows,
  },
  {
    name: "alone on its line",
    points: 3,
    reason:
      "A cell or a line that holds nothing else, and no longer than a number.",
    holds: ({ standing }) => standing === "line",
  },
  {
    name: "alone in its field",
    points: 1,
    reason: "Between delimiters, in a list or an export.",
    holds: ({ standing }) => standing === "field",
  },
  {
    name: "beside an e-mail address",
    points: 3,
    reason: "A list of people: name, number, address.",
    holds: ({ label, besideMail }) => label === undefined && besideMail,
  },
  {
    name: "toll-free",
    points: 1,
    reason: "These ranges are made to be advertised.",
    holds: ({ reading }) => reading.kind === "toll-free",
  },
  {
    name: "stop word",
    points: -6,
    reason: "An order, a customer, an account, an id.",
    holds: ({ label, reading }) => label === "stop" && !reading.international,
  },
  {
    name: "doubtful word",
    points: -6,
    reason:
      '"Booking:", "Réservation :": a number to call only when it is written as one.',
    holds: (facts) => facts.label === "doubt" && !isWellWritten(facts),
  },
  {
    name: "stop word before an international number",
    points: -3,
    reason:
      '"Ref: +44 20 …" is still a number to call when it is well written.',
    holds: ({ label, reading }) => label === "stop" && reading.international,
  },
  {
    name: "column or field for something else",
    points: -6,
    reason: "The table header or field label names an id or an amount.",
    holds: ({ label, context }) =>
      context === "stop" && (label === undefined || label === "hint"),
  },
  {
    name: "unit after",
    points: -6,
    reason: "Money, pieces, people.",
    holds: ({ unitFollows, reading }) => unitFollows && !reading.international,
  },
  {
    name: "thousands",
    points: -3,
    reason: "21 234 567: grouped as an amount.",
    holds: (facts) =>
      isThousands(facts) &&
      !isCalled(facts) &&
      !facts.reading.international &&
      !facts.reading.trunk,
  },
  {
    name: "arithmetic progression",
    points: -6,
    reason: "28 29 30 31: sizes, days, pages.",
    holds: (facts) =>
      isProgression(facts.groups) &&
      !facts.reading.international &&
      !isCalled(facts),
  },
  {
    name: "counting digits",
    points: -3,
    reason: "0123456789 and 1111111111 are placeholders.",
    holds: ({ groups, reading, label }) =>
      groups.length === 1 &&
      label === undefined &&
      !reading.international &&
      isCounting(groups[0] ?? ""),
  },
  {
    name: "years",
    points: -4,
    reason: "1998 1999, 2011-2012.",
    holds: ({ groups, reading, label }) =>
      !reading.international &&
      label === undefined &&
      groups.length >= 2 &&
      groups.every((group) => YEARS.test(group)),
  },
  {
    name: "date without separators",
    points: -4,
    reason: "20240131, 31012024, 20240131120000.",
    holds: (facts) =>
      !facts.reading.international &&
      !isCalledPhone(facts) &&
      facts.groups.length === 1 &&
      DATE_DIGITS.test(facts.groups[0] ?? ""),
  },
  {
    name: "slashed pairs",
    points: -4,
    reason: "05/61/30/07/56 is a row of pairs unless a label says otherwise.",
    holds: (facts) =>
      facts.separators.length > 0 &&
      facts.separators.every((separator) => separator === "/") &&
      facts.groups.every((group) => group.length === 2) &&
      !isCalledPhone(facts),
  },
  {
    name: "dotted amount",
    points: -3,
    reason:
      "2123.5961 and 71.157.747 are amounts unless a label says otherwise.",
    holds: (facts) => isDottedAmount(facts) && !isCalledPhone(facts),
  },
  {
    name: "dotted pairs",
    points: -2,
    reason: "34.56.78.90 is an address of a computer as often as a number.",
    holds: ({ groups, separators, reading }) =>
      !reading.international &&
      groups.length === 4 &&
      groups.every((group) => group.length === 2) &&
      separators.every((separator) => separator === "."),
  },
];

/** Adds up the evidence. */
export function weigh(facts: Facts): number {
  let points = 0;
  for (const evidence of EVIDENCE) {
    if (evidence.holds(facts)) points += evidence.points;
  }
  return points;
}
