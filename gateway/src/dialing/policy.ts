/** What may be dialled at all (design §4). One policy behind every door; it refuses where it cannot tell. Pure. */
import { getCountryCallingCode } from "libphonenumber-js/max";
import { type Destination, type DialRules, regionOf } from "./rules.ts";

export type DialPolicy = {
  allowPrefixes: readonly string[];
  denyPrefixes: readonly string[];
  allowPremium: boolean;
  allowInternational: boolean;
  featureCodes: readonly string[];
  emergencyNumbers: readonly string[];
};

export type Refusal =
  | "emergency"
  | "feature_code"
  | "denied_prefix"
  | "premium"
  | "international";

const COSTLY_TYPES = new Set<unknown>(["PREMIUM_RATE", "SHARED_COST"]);

/** undefined: may be dialled. An emergency number is never called back: the caller must hear it answered at once. */
export function refusalOf(
  destination: Destination,
  policy: DialPolicy,
  rules: DialRules,
): Refusal | undefined {
  if (isEmergency(destination, policy)) return "emergency";
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

function isEmergency(destination: Destination, policy: DialPolicy): boolean {
  const spellings = [destination.raw.replace(/^\+/, "")];
  if (destination.kind === "outside") {
    spellings.push(String(destination.number.nationalNumber));
  }
  return spellings.some((each) => policy.emergencyNumbers.includes(each));
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
  if (!policy.allowPremium && COSTLY_TYPES.has(number.getType())) {
    return "premium";
  }
  if (!policy.allowInternational) {
    const region = regionOf(rules);
    const own =
      region === undefined ? undefined : getCountryCallingCode(region);
    if (number.countryCallingCode !== own) return "international";
  }
  return undefined;
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
