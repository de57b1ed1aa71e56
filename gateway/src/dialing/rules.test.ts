import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type DialForm, type DialRules, resolveDestination } from "./rules.ts";

const ES: DialRules = {
  region: "ES",
  internalMaxDigits: 6,
  form: "e164",
  internationalPrefix: "00",
  prefix: "",
};

function dialled(raw: string, changes: Partial<DialRules> = {}) {
  return resolveDestination(raw, { ...ES, ...changes })?.dialString;
}

describe("the form the PBX is given", () => {
  test.each<[DialForm, string, Partial<DialRules>, string]>([
    ["e164", "+34900123456", {}, "+34900123456"],
    ["e164", "900123456", {}, "+34900123456"],
    ["e164", "0034900123456", {}, "+34900123456"],
    ["digits", "+34900123456", {}, "34900123456"],
    ["international", "900123456", {}, "0034900123456"],
    [
      "international",
      "+34900123456",
      { internationalPrefix: "011" },
      "01134900123456",
    ],
    ["national", "+34900123456", {}, "900123456"],
    ["national", "+442079460000", {}, "00442079460000"],
    ["national", "+442079460000", { region: "GB" }, "02079460000"],
    ["national", "+12015550123", { region: "US" }, "2015550123"],
    ["national", "+390612345678", { region: "IT" }, "0612345678"],
    ["e164", "900123456", { prefix: "9" }, "9+34900123456"],
    ["national", "900123456", { prefix: "0" }, "0900123456"],
  ])("%s: %s with %o is %s", (form, raw, changes, expected) => {
    expect(dialled(raw, { form, ...changes })).toBe(expected);
  });
});

describe("inside and outside", () => {
  test.each([
    ["101", "internal"],
    ["123456", "internal"],
    ["0", "internal"],
    ["900123456", "outside"],
    ["+34900123456", "outside"],
    ["*97", "feature_code"],
    ["**43*1", "feature_code"],
  ])("%s is %s", (raw, kind) => {
    expect(resolveDestination(raw, ES)?.kind).toBe(kind);
  });

  it("an extension is dialled as it is, without the outside line", () => {
    expect(dialled("101", { prefix: "9", form: "national" })).toBe("101");
  });

  it("without a length for extensions there are none", () => {
    expect(dialled("101", { internalMaxDigits: 0 })).toBeUndefined();
  });

  it("without a region only full numbers are understood", () => {
    expect(dialled("900123456", { region: undefined })).toBeUndefined();
    expect(dialled("+34900123456", { region: undefined })).toBe("+34900123456");
  });
});

describe("what is no number is not dialled", () => {
  test.each([
    "+",
    "++34900123456",
    "34+900123456",
    "+34900123456+",
    "1+2",
    "1*2",
    "+*0",
    "+34*900123456",
    "*",
    "+34",
    "+999123456789",
    "+0034900123456",
    "9".repeat(64),
    "+".repeat(64),
    "0".repeat(64),
    `+34900123456${"0".repeat(20)}`,
  ])("%s", (raw) => {
    expect(resolveDestination(raw, ES)).toBeUndefined();
  });
});

test("whatever is asked, the PBX is given only digits, * and one + of ours", () => {
  const raw = fc
    .array(fc.constantFrom(..."+*0123456789"), { minLength: 1, maxLength: 64 })
    .map((characters) => characters.join(""));
  fc.assert(
    fc.property(
      raw,
      fc.constantFrom("e164", "digits", "national", "international"),
      (text, form) => {
        const found = resolveDestination(text, { ...ES, form, prefix: "9" });
        if (found === undefined) return;
        expect(found.dialString).toMatch(
          found.kind === "feature_code" ? /^\*[*0-9]+$/ : /^9?\+?\d{1,24}$/,
        );
      },
    ),
  );
});
