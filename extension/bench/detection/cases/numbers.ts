import libphonenumber from "google-libphonenumber";
import {
  type CountryCode,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import type { Random } from "./random.ts";
import { NATIVE_ZERO } from "./regions.ts";

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = libphonenumber;
const google = PhoneNumberUtil.getInstance();
const TYPES = [
  PhoneNumberType.FIXED_LINE,
  PhoneNumberType.MOBILE,
  PhoneNumberType.FIXED_LINE,
  PhoneNumberType.MOBILE,
  PhoneNumberType.TOLL_FREE,
];

/** A number as both libraries read it. */
export interface Label {
  readonly e164: string;
  readonly ext?: string;
}

/** What both libraries agree on, or undefined: then the text makes no case. */
export function agreedLabel(
  raw: string,
  region: CountryCode,
): Label | undefined {
  const ours = parsePhoneNumberFromString(raw, region);
  if (!ours?.isValid()) return undefined;
  try {
    const theirs = google.parse(raw, region);
    if (!google.isValidNumber(theirs)) return undefined;
    if (google.format(theirs, PhoneNumberFormat.E164) !== ours.number) {
      return undefined;
    }
    const ext = theirs.getExtension() ?? "";
    if (ext !== (ours.ext ?? "")) return undefined;
    return { e164: ours.number, ...(ext ? { ext } : {}) };
  } catch {
    return undefined;
  }
}

/** True when neither library reads the whole text as a valid number. */
export function agreedInvalid(raw: string, region: CountryCode): boolean {
  if (parsePhoneNumberFromString(raw, region)?.isValid()) return false;
  try {
    return !google.isValidNumber(google.parse(raw, region));
  } catch {
    return true;
  }
}

/** A valid national number: the library's example with the last digits drawn anew. */
function drawNumber(region: CountryCode, random: Random) {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const example = google.getExampleNumberForType(region, random.pick(TYPES));
    if (!example) continue;
    const national = google.getNationalSignificantNumber(example);
    const kept = Math.max(2, national.length - random.between(4, 6));
    const drawn =
      national.slice(0, kept) + random.digits(national.length - kept);
    const callingCode = example.getCountryCodeOrDefault();
    const number = google.parse(`+${callingCode}${drawn}`, region);
    if (google.isValidNumberForRegion(number, region)) return number;
  }
  return undefined;
}

type Writing = (national: string, international: string) => string;

function respace(separator: string): Writing {
  return (national) => national.replace(/[ -]/g, separator);
}

const NATIONAL: readonly Writing[] = [
  (national) => national,
  (national) => national,
  (national) => national,
  respace("-"),
  respace("."),
  respace(" "),
  respace("\u00a0"),
  respace("\u202f"),
  respace("\u2011"),
  respace("\u2013"),
];
const INTERNATIONAL: readonly Writing[] = [
  (_, international) => international,
  (_, international) => international,
  (_, international) => international.replace(/[ ]/g, "-"),
  (_, international) => international.replace(/[ ]/g, "."),
  (_, international) => international.replace(/[ -]/g, ""),
  (_, international) => international.replace(/^(\+\d+)/, "($1)"),
  (_, international) => international.replace(/^\+/, "00"),
];

function bare(national: string): string {
  return national.replace(/\D/g, "");
}

function withTrunk(national: string, international: string): string {
  return national.startsWith("0") && !international.startsWith("+39")
    ? international.replace(/^(\+\d+)[ -]/, "$1 (0)")
    : international;
}

function nativeDigits(text: string, language: string): string {
  const zero = NATIVE_ZERO[language];
  return zero === undefined
    ? text
    : text.replace(/\d/g, (digit) =>
        String.fromCodePoint(zero + Number(digit)),
      );
}

const EXTENSIONS = [" ext. 12", " x345", " ext 7", ", ext. 2210"];

/** A number written as people write it, with the label both libraries give it. */
export function drawWriting(
  region: CountryCode,
  language: string,
  random: Random,
  labelled: boolean,
): { raw: string; label: Label; style: string } | undefined {
  const number = drawNumber(region, random);
  if (!number) return undefined;
  const national = google.format(number, PhoneNumberFormat.NATIONAL);
  const international = google.format(number, PhoneNumberFormat.INTERNATIONAL);
  const roll = random.next();
  let raw: string;
  let style = "national";
  if (roll < 0.5) raw = random.pick(NATIONAL)(national, international);
  else if (roll < 0.6 && labelled) [raw, style] = [bare(national), "bare"];
  else if (roll < 0.88) {
    [raw, style] = [
      random.pick(INTERNATIONAL)(national, international),
      "international",
    ];
  } else if (roll < 0.92) {
    [raw, style] = [withTrunk(national, international), "international-trunk"];
  } else if (roll < 0.96) {
    [raw, style] = [nativeDigits(national, language), "native-digits"];
  } else {
    [raw, style] = [national + random.pick(EXTENSIONS), "extension"];
  }
  const label = agreedLabel(raw, region);
  return label && { raw, label, style };
}

/** Digits that would be a number of the region, for a text that says they are something else. */
export function drawDigits(
  region: CountryCode,
  random: Random,
): string | undefined {
  const number = drawNumber(region, random);
  if (!number) return undefined;
  const national = google.format(number, PhoneNumberFormat.NATIONAL);
  return random.chance(0.5) ? bare(national) : national.replace(/[()]/g, "");
}
