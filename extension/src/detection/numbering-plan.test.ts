import fc from "fast-check";
import {
  getCountries,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { knownCountry, readDigits } from "./numbering-plan.ts";

const country = fc.constantFrom(...getCountries());
const digitString = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });

describe("readDigits", () => {
  it("agrees with libphonenumber-js on any digits in any country", () => {
    const digits = fc.oneof(
      digitString(5, 15),
      fc
        .tuple(
          fc.constantFrom(
            "+",
            "00",
            "011",
            "0",
            "8",
            "1",
            "15",
            "+1",
            "+44",
            "+39",
            "+7",
            "+599",
            "+54",
            "+55",
          ),
          digitString(6, 12),
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(digits, country, (text, home) => {
        const theirs = parsePhoneNumberFromString(text, home);
        const valid = theirs?.isValid() ? theirs.number : undefined;
        expect(readDigits(text, home)?.e164).toBe(valid);
      }),
      { numRuns: 20_000 },
    );
  });

  it("knows countries in any case, and no others", () => {
    expect(knownCountry("de")).toBe("DE");
    expect(knownCountry("ZZ")).toBeUndefined();
    expect(knownCountry("800")).toBeUndefined();
  });
});
