import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { DIALABLE_PATTERN } from "../messages.ts";

/** What a typed or selected text would dial, as the person is to see it before it is dialled. */
export type DialString =
  | { kind: "empty" }
  | { kind: "invalid"; reason: string }
  | { kind: "internal"; number: string }
  | {
      kind: "international";
      number: string;
      formatted: string;
      country: string | null;
      extension: string | null;
    };

function countryCode(country: string | null): CountryCode | undefined {
  return country !== null && isSupportedCountry(country) ? country : undefined;
}

function international(phone: PhoneNumber): DialString {
  return {
    kind: "international",
    number: phone.number,
    formatted: phone.formatInternational(),
    country: phone.country ?? null,
    extension: phone.ext ?? null,
  };
}

/** `tel:`, spaces and punctuation fall away; what remains is a full number, an internal one, or nothing to dial. */
export function readDialString(
  typed: string,
  country: string | null,
): DialString {
  const text = typed.trim().replace(/^(tel|callto):/i, "");
  if (text === "") return { kind: "empty" };
  // What people select and paste has words around it: "Tel. 912 345 670". What is read from it is shown before it is dialled.
  const home = countryCode(country);
  const phone = parsePhoneNumberFromString(text, {
    ...(home === undefined ? {} : { defaultCountry: home }),
  });
  if (phone?.isValid()) return international(phone);
  const bare = text.replace(/[\s().\-/\u00a0\u2009-\u2015\u202f]/g, "");
  if (bare.startsWith("+"))
    return { kind: "invalid", reason: "This is not a complete phone number." };
  if (!DIALABLE_PATTERN.test(bare))
    return {
      kind: "invalid",
      reason: "Only digits, + and * can be dialled.",
    };
  return { kind: "internal", number: bare };
}

/** Whether a number leaves the person's country or costs extra, so that a page alone should not be able to dial it. */
export function isForeignOrPremium(
  e164: string,
  country: string | null,
): boolean {
  const phone = parsePhoneNumberFromString(e164);
  if (phone === undefined) return true;
  const type = phone.getType();
  if (type === "PREMIUM_RATE" || type === "SHARED_COST") return true;
  return country !== null && phone.country !== country;
}

/** `+34 915 55 01 23` for `+34915550123`; what is no full number stays as it is. */
export function formatDialString(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
