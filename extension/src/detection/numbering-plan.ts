import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { Memo } from "./memo.ts";

export type PhoneKind =
  | "fixed"
  | "mobile"
  | "fixed-or-mobile"
  | "toll-free"
  | "premium"
  | "shared-cost"
  | "voip"
  | "personal"
  | "pager"
  | "uan"
  | "voicemail"
  | "fax"
  | "unknown";

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
  readonly country: CountryCode | undefined;
  readonly nationalNumber: string;
}

const KINDS: Readonly<Record<string, PhoneKind>> = {
  FIXED_LINE: "fixed",
  MOBILE: "mobile",
  FIXED_LINE_OR_MOBILE: "fixed-or-mobile",
  TOLL_FREE: "toll-free",
  PREMIUM_RATE: "premium",
  SHARED_COST: "shared-cost",
  VOIP: "voip",
  PERSONAL_NUMBER: "personal",
  PAGER: "pager",
  UAN: "uan",
  VOICEMAIL: "voicemail",
};

const MEMO_ENTRIES = 8192;
const memo = new Memo<Reading | null>(MEMO_ENTRIES);

function groupSizes(formatted: string): number[] {
  return (formatted.match(/\d+/g) ?? []).map((group) => group.length);
}

function describe(
  digits: string,
  number: PhoneNumber,
  home: string | undefined,
): Reading {
  const { nationalNumber, countryCallingCode: callingCode } = number;
  const national = number.formatNational();
  const shortest = number.formatNational({ nationalPrefix: false });
  const international =
    digits.startsWith("+") ||
    callingCode !== home ||
    !digits.endsWith(nationalNumber)
      ? isInternational(digits, callingCode, nationalNumber)
      : false;
  const bareCallingCode =
    !international &&
    digits === callingCode + nationalNumber &&
    callingCode !== "1";
  const trunkRequired =
    shortest.replace(/\D/g, "").length > nationalNumber.length;
  const trunk =
    !international &&
    !bareCallingCode &&
    (digits.startsWith("0") || digits.length > nationalNumber.length);
  return {
    e164: number.number,
    kind: KINDS[number.getType() ?? ""] ?? "unknown",
    international,
    bareCallingCode,
    trunk,
    trunkMissing: !international && !bareCallingCode && !trunk && trunkRequired,
    writings: [
      groupSizes(national),
      groupSizes(shortest),
      groupSizes(number.formatInternational()).slice(1),
    ],
    callingCode,
    country: number.country,
    nationalNumber,
  };
}

function isInternational(
  digits: string,
  callingCode: string,
  nationalNumber: string,
): boolean {
  if (digits.startsWith("+")) return true;
  const at = digits.indexOf(callingCode);
  return (
    at >= 2 && digits.slice(at + callingCode.length).endsWith(nationalNumber)
  );
}

function parse(
  digits: string,
  country: CountryCode | undefined,
): Reading | null {
  const number = parsePhoneNumberFromString(digits, country);
  if (!number?.isValid()) return null;
  return describe(digits, number, country && getCountryCallingCode(country));
}

/**
 * Reads digits (with a leading "+" where one is written) as a telephone number seen in `country`; without a country
 * only those with "+".
 */
export function readDigits(
  digits: string,
  country: CountryCode | undefined,
): Reading | null {
  return memo.get(`${country}${digits}`, () => parse(digits, country));
}

/** Empties the memo, so that a measurement starts from nothing. */
export function forgetReadings(): void {
  memo.clear();
}

/** The country as the numbering plans know it, or undefined. */
export function knownCountry(country: string): CountryCode | undefined {
  const code = country.toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
}
