import { readFileSync } from "node:fs";
import {
  type CountryCode,
  findPhoneNumbersInText,
} from "libphonenumber-js/max";
import { findPhoneNumbers } from "../../src/detection/find-phone-numbers.ts";
import type { Case } from "./cases/make-cases.ts";

/** A share with its 95 % interval (Wilson). */
interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface AccuracyLine {
  readonly bench: "accuracy";
  readonly set: string;
  readonly detector: "ringback" | "libphonenumber-js";
  readonly cases: number;
  readonly regions: number;
  readonly numbers: number;
  readonly negatives: number;
  readonly falsePositives: number;
  readonly missed: number;
  readonly precision: Share;
  readonly recall: Share;
  readonly clean: Share;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly e164: string;
}

type Detector = (text: string, region: CountryCode) => readonly Found[];

const DETECTORS: Readonly<Record<AccuracyLine["detector"], Detector>> = {
  ringback: (text, region) =>
    findPhoneNumbers(text, { defaultCountry: region }),
  "libphonenumber-js": (text, region) =>
    findPhoneNumbersInText(text, region).map(
      ({ startsAt, endsAt, number }) => ({
        start: startsAt,
        end: endsAt,
        e164: number.number,
      }),
    ),
};

/** Sets in the order of how much the rules have seen of them; each was scored unseen once, then read. */
const SETS = [
  "dev",
  "written",
  "tuning",
  "validation",
  "second-validation",
  "third-validation",
  "fourth-validation",
  "fresh-tuning",
  "fresh-validation",
  "independent",
  "second-independent",
  "third-independent",
  "fourth-independent",
];
const Z = 1.96;

function wilson(hits: number, of: number): Share {
  if (of === 0) return { share: 1, low: 0, high: 1 };
  const share = hits / of;
  const spread =
    Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const centre = share + Z ** 2 / (2 * of);
  const scale = 1 + Z ** 2 / of;
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  return {
    share: round(share),
    low: round(Math.max(0, (centre - spread) / scale)),
    high: round(Math.min(1, (centre + spread) / scale)),
  };
}

function isCase(value: unknown): value is Case {
  return (
    typeof value === "object" &&
    value !== null &&
    "expected" in value &&
    "region" in value
  );
}

function readCases(set: string): Case[] {
  const file = new URL(
    `../../src/detection/cases/${set}.jsonl`,
    import.meta.url,
  );
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .flatMap((line) => {
      const value: unknown = JSON.parse(line);
      return isCase(value) ? [value] : [];
    });
}

/** How many of the expected numbers were found: by overlap, each find used once, with an equal E.164. */
function countHits({ text, expected }: Case, found: readonly Found[]): number {
  const free = new Set(found);
  let from = 0;
  let hits = 0;
  for (const { raw, e164 } of expected) {
    const start = text.indexOf(raw, from);
    from = start + raw.length;
    const hit = [...free].find(
      (one) => one.start < from && one.end > start && one.e164 === e164,
    );
    if (!hit) continue;
    free.delete(hit);
    hits += 1;
  }
  return hits;
}

function score(
  set: string,
  cases: readonly Case[],
  detector: AccuracyLine["detector"],
): AccuracyLine {
  let hits = 0;
  let foundInAll = 0;
  let numbers = 0;
  let negatives = 0;
  let clean = 0;
  for (const one of cases) {
    const found = DETECTORS[detector](one.text, one.region);
    foundInAll += found.length;
    numbers += one.expected.length;
    hits += countHits(one, found);
    if (one.expected.length > 0) continue;
    negatives += 1;
    if (found.length === 0) clean += 1;
  }
  return {
    bench: "accuracy",
    set,
    detector,
    cases: cases.length,
    regions: new Set(cases.map(({ region }) => region)).size,
    numbers,
    negatives,
    falsePositives: foundInAll - hits,
    missed: numbers - hits,
    precision: wilson(hits, foundInAll),
    recall: wilson(hits, numbers),
    clean: wilson(clean, negatives),
  };
}

/** Every set, ours beside libphonenumber-js' own matcher. */
export function* benchAccuracy(): Generator<AccuracyLine> {
  for (const set of SETS) {
    const cases = readCases(set);
    yield score(set, cases, "ringback");
    yield score(set, cases, "libphonenumber-js");
  }
}
