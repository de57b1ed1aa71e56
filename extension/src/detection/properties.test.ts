import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasCandidate } from "./candidates.ts";
import { findPhoneNumbers, forget } from "./find-phone-numbers.ts";
import { normalise } from "./normalise.ts";

const COUNTRIES = ["US", "DE", "FR", "NO", "IN", "CN", "BR", "RU"];
const country = fc.constantFrom(...COUNTRIES);
const pieces = fc.constantFrom(
  "Tel ",
  "Fax: ",
  "Order no. ",
  "+49 30 23125000",
  "(201) 555-0123",
  "0171 2345678",
  "06 12 34 56 78",
  "2024-01-15 10:30",
  "192.168.1.1",
  " ext. 12",
  " / ",
  ", ",
  " - ",
  "(",
  ")",
  "+",
  "٠١٢",
  "９",
  "\u00ad",
  "\u202f",
  "电话",
  "1-800-FLOWERS",
  "12",
  "7",
  " ",
  ".",
  "x",
  "\u{1d7d9}",
  "€",
  "@",
);
const line = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join("\n"));

describe("findPhoneNumbers, for any text", () => {
  it("gives offsets of the text as given, in order and apart", () => {
    fc.assert(
      fc.property(text, country, (given, defaultCountry) => {
        let end = 0;
        for (const match of findPhoneNumbers(given, { defaultCountry })) {
          expect(match.start).toBeGreaterThanOrEqual(end);
          expect(given.slice(match.start, match.end)).toBe(match.raw);
          expect(match.e164).toMatch(/^\+[1-9]\d{3,17}$/);
          end = match.end;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("answers the same again, with and without what it remembers", () => {
    fc.assert(
      fc.property(text, country, (given, defaultCountry) => {
        const first = findPhoneNumbers(given, { defaultCountry });
        forget();
        expect(findPhoneNumbers(given, { defaultCountry })).toEqual(first);
      }),
      { numRuns: 1000 },
    );
  });

  it("finds the same in the whole and cut at line borders", () => {
    fc.assert(
      fc.property(text, country, (given, defaultCountry) => {
        let offset = 0;
        const cut = given.split("\n").flatMap((one) => {
          const found = findPhoneNumbers(one, { defaultCountry }).map(
            (match) => ({
              ...match,
              start: match.start + offset,
              end: match.end + offset,
            }),
          );
          offset += one.length + 1;
          return found;
        });
        expect(findPhoneNumbers(given, { defaultCountry })).toEqual(cut);
      }),
      { numRuns: 2000 },
    );
  });

  it("finds nothing where the first stage sees no candidate", () => {
    fc.assert(
      fc.property(text, country, (given, defaultCountry) => {
        if (!hasCandidate(given)) {
          expect(findPhoneNumbers(given, { defaultCountry })).toEqual([]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("takes time in proportion to the length", () => {
    const time = (given: string) => {
      let best = Number.POSITIVE_INFINITY;
      for (let pass = 0; pass < 5; pass += 1) {
        forget();
        const from = performance.now();
        findPhoneNumbers(given, { defaultCountry: "DE" });
        best = Math.min(best, performance.now() - from);
      }
      return best;
    };
    for (const unit of [
      "1 - ",
      "(1)",
      "1/2 ",
      "0301 ",
      "+1",
      "12.34 ",
      "030030電話",
      "1\u0301017106)1\u0301№ ",
      "1-800-FLOWERS ",
      "٠١٢3 DW ",
      "Anna: 2015550123, ",
      "Tel?\n612345678 ",
    ]) {
      const short = time(unit.repeat(16_000 / unit.length));
      const long = time(unit.repeat(128_000 / unit.length));
      expect(long, unit).toBeLessThan(8 * short * 4 + 20);
    }
  }, 60_000);
});

describe("normalise, for any text", () => {
  it("keeps the length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (given) => {
        expect(normalise(given)).toHaveLength(given.length);
      }),
      { numRuns: 3000 },
    );
  });
});
