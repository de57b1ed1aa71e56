import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CountryCode,
  findPhoneNumbersInText,
} from "libphonenumber-js/max";
import { findPhoneNumbers } from "../../src/detection/find-phone-numbers.ts";

export interface TechnicalTextLine {
  readonly bench: "technical-text";
  readonly region: string;
  readonly files: number;
  readonly megabytes: number;
  readonly hits: number;
  readonly perMegabyte: number;
  readonly matcherPerMegabyte: number;
}

const STORE = new URL("../../../node_modules/.pnpm", import.meta.url).pathname;
const REGIONS: readonly CountryCode[] = [
  "US",
  "GB",
  "FR",
  "DE",
  "NO",
  "IN",
  "CN",
  "ES",
  "DK",
  "IT",
  "BR",
  "SG",
];
/** Packages whose own text is about telephone numbers. */
const ABOUT_PHONES = /phone/;
/** The matcher takes minutes for all of it. */
const MATCHER_SHARE = 0.15;

function isText({ name }: Dirent): boolean {
  return /\.md$|^(?:readme|changelog|history)/i.test(name);
}

/** README, changelog and documentation text of the installed packages, each text once. */
function readTexts(): string[] {
  const texts = new Set<string>();
  for (const entry of readdirSync(STORE, {
    recursive: true,
    withFileTypes: true,
  })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isText(entry) || ABOUT_PHONES.test(path)) continue;
    texts.add(readFileSync(path, "utf8"));
  }
  return [...texts].sort();
}

function megabytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
}

function count(
  texts: readonly string[],
  find: (text: string) => readonly unknown[],
): number {
  return texts.reduce((sum, text) => sum + find(text).length, 0);
}

/** Finds in text that holds next to no telephone numbers; the few it holds are counted as false all the same. */
export function* benchTechnicalText(): Generator<TechnicalTextLine> {
  const texts = readTexts();
  const step = Math.round(1 / MATCHER_SHARE);
  const part = texts.filter((_, index) => index % step === 0);
  const round = (value: number) => Math.round(value * 100) / 100;
  for (const region of REGIONS) {
    const hits = count(texts, (text) =>
      findPhoneNumbers(text, { defaultCountry: region }),
    );
    const matcherHits = count(part, (text) =>
      findPhoneNumbersInText(text, region),
    );
    yield {
      bench: "technical-text",
      region,
      files: texts.length,
      megabytes: round(megabytes(texts)),
      hits,
      perMegabyte: round(hits / megabytes(texts)),
      matcherPerMegabyte: round(matcherHits / megabytes(part)),
    };
  }
}
