import { Memo } from "./memo.ts";
import { countriesOf, isCallingCode } from "./numbering-data.ts";
import { type PhoneKind, type Plan, planOf } from "./plan.ts";

/** What the numbering plans say of a string of digits. */
export interface Reading {
  readonly e164: string;
  readonly kind: PhoneKind;
  /** Written with "+" or the international prefix. */
  readonly international: boolean;
  /** The calling code stands there without "+" or prefix. */
  readonly bareCallingCode: boolean;
  /** Written with the trunk prefix, or with the leading zero that replaces it in Italy. */
  readonly trunk: boolean;
  /** National writing wants a trunk prefix and it is not there. */
  readonly trunkMissing: boolean;
  /** Digit groups of the usual writings, national and international (without the calling code). */
  readonly writings: readonly (readonly number[])[];
  readonly callingCode: string;
  readonly nationalNumber: string;
}

const MEMO_SLOTS = 1024;
const LONGEST_CALLING_CODE = 3;
const LONGEST_NATIONAL = 17;
const SHORTEST_NATIONAL = 2;
const memo = new Memo<Reading | null>(MEMO_SLOTS);

/** The country, among those that share the calling code, whose plan knows the number. */
function countryOf(callingCode: string, national: string): string | undefined {
  const countries = countriesOf(callingCode);
  if (countries.length <= 1) return countries[0];
  return countries.find((country) => {
    const plan = planOf(country);
    return plan?.leading
      ? plan.leading.test(national)
      : plan?.kindOf(national) !== undefined;
  });
}

const lengthsByCode = new Map<string, ReadonlySet<number> | undefined>();

/** The lengths of national numbers in all countries that share the code; undefined where a plan leaves them open. */
function lengthsOf(callingCode: string): ReadonlySet<number> | undefined {
  if (lengthsByCode.has(callingCode)) return lengthsByCode.get(callingCode);
  const own = countriesOf(callingCode);
  const plans = (own.length > 0 ? own : [callingCode]).map(
    (country) => planOf(country)?.lengths ?? [],
  );
  const lengths = plans.every((one) => one.length > 0)
    ? new Set(plans.flat())
    : undefined;
  lengthsByCode.set(callingCode, lengths);
  return lengths;
}

/** The national number, with the trunk prefix taken off only when what is left can still be a number. */
function nationalNumberOf(digits: string, plan: Plan): string {
  const stripped = plan.withoutPrefix(digits);
  if (stripped === digits) return digits;
  if (plan.matches(digits) && !plan.matches(stripped)) return digits;
  const country = countryOf(plan.callingCode, stripped);
  const lengths = (country === undefined ? plan : planOf(country)) ?? plan;
  return lengths.isPossibleLength(stripped) ? stripped : digits;
}

interface Split {
  readonly callingCode: string;
  readonly rest: string;
}

function splitCallingCode(digits: string): Split | undefined {
  for (let length = 1; length <= LONGEST_CALLING_CODE; length += 1) {
    const callingCode = digits.slice(0, length);
    if (callingCode.length === length && isCallingCode(callingCode)) {
      return { callingCode, rest: digits.slice(length) };
    }
  }
  return undefined;
}

/** True for digits that make sense only with the home country's calling code at their head. */
function beginsWithOwnCode(digits: string, plan: Plan): boolean {
  if (!digits.startsWith(plan.callingCode)) return false;
  const asNational = nationalNumberOf(digits, plan);
  if (plan.isTooLong(asNational)) return true;
  const rest = digits.slice(plan.callingCode.length);
  return (
    !plan.matches(asNational) && plan.matches(nationalNumberOf(rest, plan))
  );
}

type Writing = "international" | "own-code" | "national";

function readRest(
  digits: string,
  { callingCode, rest }: Split,
  plan: Plan,
  home: string | undefined,
  writing: Writing,
): Reading | null {
  const national = nationalNumberOf(rest, plan);
  if (
    national.length < SHORTEST_NATIONAL ||
    national.length > LONGEST_NATIONAL
  ) {
    return null;
  }
  if (lengthsOf(callingCode)?.has(national.length) === false) return null;
  const country = countryOf(callingCode, national) ?? home;
  const exact = (country && planOf(country)) || plan;
  const kind = exact.kindOf(national);
  if (kind === undefined) return null;
  const writings = exact.writingsOf(national);
  const trunk =
    writing === "national" &&
    (digits.startsWith("0") || digits.length > national.length);
  return {
    e164: `+${callingCode}${national}`,
    kind,
    international: writing === "international",
    bareCallingCode: writing === "own-code" && callingCode !== "1",
    trunk: trunk || (writing === "own-code" && callingCode === "1"),
    trunkMissing:
      writing === "national" && !trunk && writings.fewest > national.length,
    writings: writings.all,
    callingCode,
    nationalNumber: national,
  };
}

function readInternational(digits: string): Reading | null {
  const split = digits.startsWith("0") ? undefined : splitCallingCode(digits);
  if (!split) return null;
  const main = countriesOf(split.callingCode)[0] ?? split.callingCode;
  const plan = planOf(main);
  return plan
    ? readRest(digits, split, plan, undefined, "international")
    : null;
}

function read(digits: string, country: string | undefined): Reading | null {
  if (digits.startsWith("+")) return readInternational(digits.slice(1));
  const plan = country === undefined ? undefined : planOf(country);
  if (!plan) return null;
  const international = plan.withoutIdd(digits);
  if (international !== undefined) return readInternational(international);
  const { callingCode } = plan;
  if (beginsWithOwnCode(digits, plan)) {
    const main = planOf(countriesOf(callingCode)[0] ?? "") ?? plan;
    const split = { callingCode, rest: digits.slice(callingCode.length) };
    return readRest(digits, split, main, undefined, "own-code");
  }
  return readRest(
    digits,
    { callingCode, rest: digits },
    plan,
    country,
    "national",
  );
}

/**
 * Reads digits (with a leading "+" where one is written) as a telephone number seen in `country`; without a country
 * only those with "+". Agrees with libphonenumber-js `max`, whose metadata it uses, at a tenth of the cost.
 */
export function readDigits(
  digits: string,
  country: string | undefined,
): Reading | null {
  const scope = country ?? "";
  const known = memo.get(scope, digits);
  if (known !== undefined) return known;
  const reading = read(digits, country);
  memo.set(scope, digits, reading);
  return reading;
}

/** Empties the memo, so that a measurement starts from nothing. */
export function forgetReadings(): void {
  memo.clear();
}

/** The country as the numbering plans know it, or undefined. */
export function knownCountry(country: string): string | undefined {
  const code = country.length === 2 ? country.toUpperCase() : "";
  return planOf(code) ? code : undefined;
}
