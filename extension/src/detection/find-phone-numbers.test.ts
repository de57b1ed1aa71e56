import { describe, expect, it } from "vitest";
import { MOST_NUMBERS } from "./budget.ts";
import { findPhoneNumbers } from "./find-phone-numbers.ts";

describe("findPhoneNumbers", () => {
  it("gives exact offsets, the extension and the kind", () => {
    const text = "Fax: (02) 5550 1235 ext 3, mobile 0491 570 006";
    expect(findPhoneNumbers(text, { defaultCountry: "AU" })).toEqual([
      {
        start: 5,
        end: 25,
        raw: "(02) 5550 1235 ext 3",
        e164: "+61255501235",
        ext: "3",
        kind: "fax",
        confidence: expect.any(Number),
      },
      {
        start: 34,
        end: 46,
        raw: "0491 570 006",
        e164: "+61491570006",
        kind: "mobile",
        confidence: expect.any(Number),
      },
    ]);
  });

  it("finds only international numbers when no country is known", () => {
    const found = findPhoneNumbers("020 7946 0018, +44 20 7946 0019");
    expect(found.map(({ e164 }) => e164)).toEqual(["+442079460019"]);
  });

  it("follows the header of the column the text stands in", () => {
    const found = (context: string) =>
      findPhoneNumbers("40612345", { defaultCountry: "NO", context }).length;
    expect(found("Telefon")).toBe(1);
    expect(found("Ordrenummer")).toBe(0);
  });

  it.each([
    ["Navn\tTelefon\tBeløp\nOla\t40612345\t1.820,00", 1],
    ["Name;Ordrenr;By\nOla;40612345;Oslo", 0],
    ["| Navn | Mobil |\n|---|---|\n| Ola | 40612345 |", 1],
    ["Navn,Telefon,By\nOla,40612345,Oslo\nKari,40612346,Oslo", 2],
    ["Navn;Telefon\nog så: 40612345", 0],
    ["Navn;Telefon\n\nOla;40612345", 0],
    ["Ring ikke, telefon er stengt\nog så, 40612345", 0],
  ])("reads the columns of a table written as text: %j", (text, count) => {
    const found = findPhoneNumbers(text, { defaultCountry: "NO" });
    expect(found).toHaveLength(count);
  });

  it.each([
    "112",
    "999",
    "911",
    "+49 110",
    "Notruf 112",
    "116 117",
    "call 9-1-1",
  ])("never offers the emergency or short number %s", (text) => {
    for (const defaultCountry of ["DE", "GB", "US"]) {
      expect(findPhoneNumbers(text, { defaultCountry })).toEqual([]);
    }
  });

  it("stops at so many numbers of one text that nobody looks at", () => {
    const text = "030030電話".repeat(MOST_NUMBERS + 1_000);
    const found = findPhoneNumbers(text, { defaultCountry: "DE" });
    expect(found).toHaveLength(MOST_NUMBERS);
    expect(found.at(-1)?.end).toBeLessThan(text.length - 7_000);
  });
});
