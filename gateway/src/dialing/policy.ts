/** What may be dialled at all (design §4). One policy behind every door; it refuses where it cannot tell. Pure. */
import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { type Destination, type DialRules, regionOf } from "./rules.ts";

export type DialPolicy = {
  allowPrefixes: readonly string[];
  denyPrefixes: readonly string[];
  /** also personal and satellite numbers, and those of no known kind */
  allowPremium: boolean;
  allowInternational: boolean;
  /** E.164 beginnings of numbers that the admin knows to be ordinary ones */
  ordinaryPrefixes: readonly string[];
  featureCodes: readonly string[];
  emergencyNumbers: readonly string[];
};

export type Refusal =
  | "emergency"
  | "feature_code"
  | "denied_prefix"
  | "premium"
  | "international"
  | "unknown_number_range";

/** 070 in the United Kingdom is a personal number, 076 a pager: both are paid for as premium ones are. */
const COSTLY_TYPES = new Set<unknown>([
  ...["PREMIUM_RATE", "SHARED_COST", "PERSONAL_NUMBER", "PAGER"],
]);

/** undefined: may be dialled. An emergency number is never called back: the caller must hear it answered at once. */
export function refusalOf(
  destination: Destination,
  policy: DialPolicy,
  rules: DialRules,
): Refusal | undefined {
  if (isEmergency(destination, policy, rules)) return "emergency";
  switch (destination.kind) {
    case "feature_code":
      return policy.featureCodes.includes(destination.raw)
        ? undefined
        : "feature_code";
    case "internal":
      return undefined;
    case "outside":
      return outsideRefusal(destination, policy, rules);
  }
}

function isEmergency(
  destination: Destination,
  policy: DialPolicy,
  rules: DialRules,
): boolean {
  const spellings = [
    destination.raw.replace(/^\+/, ""),
    ...behindPrefix(destination.raw, rules.prefix),
    ...behindPrefix(destination.dialString, rules.prefix),
  ];
  if (destination.kind === "outside") {
    spellings.push(String(destination.number.nationalNumber));
  }
  return spellings.some((each) => policy.emergencyNumbers.includes(each));
}

/** What the PBX would be left with behind its outside line, asked for once or again. */
function behindPrefix(dialled: string, prefix: string): string[] {
  if (prefix === "" || !dialled.startsWith(prefix)) return [];
  const rest = dialled.slice(prefix.length);
  return [rest, ...behindPrefix(rest, prefix)];
}

function outsideRefusal(
  destination: Extract<Destination, { kind: "outside" }>,
  policy: DialPolicy,
  rules: DialRules,
): Refusal | undefined {
  const { e164, number } = destination;
  const allowed = longestMatch(e164, policy.allowPrefixes);
  const denied = longestMatch(e164, policy.denyPrefixes);
  if (denied > allowed) return "denied_prefix";
  if (policy.allowPrefixes.length > 0 && allowed === 0) return "denied_prefix";
  const isOrdinary = longestMatch(e164, policy.ordinaryPrefixes) > 0;
  if (!isOrdinary && !policy.allowPremium && isCostly(number)) return "premium";
  if (!policy.allowInternational && isAbroad(number, regionOf(rules))) {
    return "international";
  }
  // Numbering plans leave out what costs what it likes: directories (11880), voting lines, ranges that nobody should have.
  const isHomeKnown = policy.allowInternational || number.country !== undefined;
  const isKnown =
    number.getType() !== undefined || (policy.allowPremium && isHomeKnown);
  return isOrdinary || isKnown ? undefined : "unknown_number_range";
}

/** By country, not by calling code alone: +1 is also much of the Caribbean. A range of the own calling code that is no country's is not abroad. */
function isAbroad(number: PhoneNumber, home: CountryCode | undefined): boolean {
  if (number.country !== undefined) return number.country !== home;
  return (
    home === undefined ||
    number.countryCallingCode !== getCountryCallingCode(home)
  );
}

/** Networks ignore digits dialled too many, so a number of no known type is as costly as the number it begins with. */
function isCostly(number: PhoneNumber): boolean {
  const type = number.getType();
  // Satellites and networks of no country (+87x, +88x), +979; only +800 is free.
  if (number.isNonGeographic()) return type !== "TOLL_FREE";
  if (type !== undefined) return COSTLY_TYPES.has(type);
  for (let length = number.number.length - 1; length > 4; length--) {
    const shorter = parsePhoneNumberFromString(number.number.slice(0, length));
    if (COSTLY_TYPES.has(shorter?.getType())) return true;
  }
  return false;
}

/** Length of the longest prefix that fits, 0 for none. */
function longestMatch(e164: string, prefixes: readonly string[]): number {
  return Math.max(
    0,
    ...prefixes
      .filter((prefix) => e164.startsWith(prefix))
      .map((prefix) => prefix.length),
  );
}
