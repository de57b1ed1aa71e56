/** From what was asked for to what the PBX dials (design §3, "dial rules"; config section `dialing`). Pure. */
import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";

export type DialForm = "e164" | "digits" | "national" | "international";

export type DialRules = {
  /** country whose national numbers are understood; absent: only E.164 and internal numbers */
  region?: string | undefined;
  /** a bare digit string up to this length is an extension of the PBX */
  internalMaxDigits: number;
  form: DialForm;
  internationalPrefix: string;
  /** the outside line, before every outside number */
  prefix: string;
};

export type Destination =
  | { kind: "feature_code"; raw: string; dialString: string }
  | { kind: "internal"; raw: string; dialString: string }
  | {
      kind: "outside";
      raw: string;
      dialString: string;
      e164: string;
      number: PhoneNumber;
    };

/** undefined: no number a telephone system could dial. `raw` matches click2call's `^[+*0-9]{1,64}$`. */
export function resolveDestination(
  raw: string,
  rules: DialRules,
): Destination | undefined {
  if (raw.includes("*")) {
    return /^\*[*0-9]+$/.test(raw)
      ? { kind: "feature_code", raw, dialString: raw }
      : undefined;
  }
  if (/^\d+$/.test(raw) && raw.length <= rules.internalMaxDigits) {
    return { kind: "internal", raw, dialString: raw };
  }
  if (raw.lastIndexOf("+") > 0) return undefined;
  const region = regionOf(rules);
  const number = parsePhoneNumberFromString(raw, {
    ...(region !== undefined && { defaultCountry: region }),
    extract: false,
  });
  if (number === undefined || !number.isPossible()) return undefined;
  return {
    kind: "outside",
    raw,
    dialString: rules.prefix + inForm(number, rules),
    e164: number.number,
    number,
  };
}

/** A number that begins with `+` as E.164 writes it; undefined: of no numbering plan. `+4402079460101` is `+442079460101`. */
export function toE164(number: string): string | undefined {
  return parsePhoneNumberFromString(number, { extract: false })?.number;
}

/** The configured country, where it is one that is known. */
export function regionOf(rules: DialRules): CountryCode | undefined {
  return rules.region !== undefined && isSupportedCountry(rules.region)
    ? rules.region
    : undefined;
}

function inForm(number: PhoneNumber, rules: DialRules): string {
  const digits = number.number.slice(1);
  switch (rules.form) {
    case "e164":
      return number.number;
    case "digits":
      return digits;
    case "international":
      return rules.internationalPrefix + digits;
    case "national":
      return number.country !== undefined && number.country === rules.region
        ? number.formatNational().replace(/\D/g, "")
        : rules.internationalPrefix + digits;
  }
}
