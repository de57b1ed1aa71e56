import { describe, expect, it, test } from "vitest";
import { testConfig } from "../config/testing.ts";
import { type DialPolicy, refusalOf } from "./policy.ts";
import { type DialRules, resolveDestination } from "./rules.ts";

const DEFAULTS: DialPolicy = testConfig().dialing;
const ES: DialRules = {
  region: "ES",
  internalMaxDigits: 6,
  form: "e164",
  internationalPrefix: "00",
  prefix: "",
};

/** "ok", the refusal, or "no number". */
function asked(
  raw: string,
  policy: Partial<DialPolicy> = {},
  rules: Partial<DialRules> = {},
): string {
  const all = { ...ES, ...rules };
  const destination = resolveDestination(raw, all);
  if (destination === undefined) return "no number";
  return refusalOf(destination, { ...DEFAULTS, ...policy }, all) ?? "ok";
}

describe("emergency numbers are never called back", () => {
  test.each<[string, Partial<DialRules>]>([
    ["112", {}],
    ["911", {}],
    ["999", {}],
    ["061", {}],
    ["110", { region: "DE" }],
    ["112", { internalMaxDigits: 3 }],
    // behind an outside line
    ["0112", { prefix: "0" }],
    ["00112", { prefix: "0" }],
    ["9911", { prefix: "9" }],
    ["99911", { prefix: "9" }],
  ])("%s with %o", (raw, rules) => {
    expect(asked(raw, {}, rules)).toBe("emergency");
  });

  test.each([
    "+34112",
    "+49112",
    "+49110",
    "+112",
    "+911",
    "112+",
    "*112",
    "*67911",
    "0034112",
  ])("%s is not dialled either", (raw) => {
    expect(asked(raw, {}, { internalMaxDigits: 3 })).not.toBe("ok");
  });

  it("nor are they as the national part of a full number", () => {
    const policy = { emergencyNumbers: ["116117"] };
    expect(asked("+49116117", policy)).toBe("emergency");
    expect(asked("0049116117", policy)).toBe("emergency");
    expect(asked("+49116118", policy)).toBe("unknown_number_range");
  });

  it("not even where the number is listed as a feature code", () => {
    expect(asked("112", { featureCodes: ["112"] })).toBe("emergency");
  });

  test.each(["1121", "1120", "101", "+34911123456"])(
    "%s only looks like one",
    (raw) => {
      expect(asked(raw)).toBe("ok");
    },
  );

  it("an admin may have an extension of that name", () => {
    expect(asked("112", { emergencyNumbers: ["911"] })).toBe("ok");
  });
});

describe("feature codes", () => {
  test.each([
    ["*97", [], "feature_code"],
    ["*97", ["*97"], "ok"],
    ["*971", ["*97"], "feature_code"],
    ["**97", ["*97"], "feature_code"],
    ["*97*", ["*97"], "feature_code"],
    ["97", ["*97"], "ok"],
  ])("%s with %j allowed: %s", (raw, featureCodes, expected) => {
    expect(asked(raw, { featureCodes })).toBe(expected);
  });
});

describe("what costs more", () => {
  test.each<[string, Partial<DialRules>, string]>([
    ["+34806123456", {}, "premium"],
    ["806123456", {}, "premium"],
    ["+34901123456", {}, "premium"],
    ["+34902123456", {}, "premium"],
    ["+34900123456", {}, "ok"],
    ["+19002345678", {}, "premium"],
    ["+449098790000", {}, "premium"],
    ["+499001234567", {}, "premium"],
    // digits that a network would ignore
    ["+4990012345678", { region: "DE" }, "premium"],
    ["+49900123456789", { region: "DE" }, "premium"],
  ])("%s: %s", (raw, rules, expected) => {
    const { region = "ES" } = rules;
    expect(asked(raw, {}, { region })).toBe(expected);
  });

  it("is allowed where the admin says so", () => {
    expect(asked("+34806123456", { allowPremium: true })).toBe("ok");
  });
});

describe("prefixes", () => {
  const ALLOW = { allowPrefixes: ["+34", "+4420"] };
  const DENY = { denyPrefixes: ["+349"] };
  test.each<[string, Partial<DialPolicy>, string]>([
    ["+34612345678", ALLOW, "ok"],
    ["+442079460000", ALLOW, "ok"],
    ["+441212345678", ALLOW, "denied_prefix"],
    ["+33123456789", ALLOW, "denied_prefix"],
    ["+34911234567", DENY, "denied_prefix"],
    ["+34611234567", DENY, "ok"],
    ["+34911234567", { ...ALLOW, ...DENY }, "denied_prefix"],
    ["+34911234567", { ...DENY, allowPrefixes: ["+3491"] }, "ok"],
    ["+34921234567", { ...DENY, allowPrefixes: ["+3491"] }, "denied_prefix"],
    ["+34911234567", { allowPrefixes: ["+34"], denyPrefixes: ["+34"] }, "ok"],
    ["911234567", DENY, "denied_prefix"],
    ["0034911234567", DENY, "denied_prefix"],
  ])("%s with %o: %s", (raw, policy, expected) => {
    expect(asked(raw, policy)).toBe(expected);
  });

  it("say nothing about extensions", () => {
    expect(asked("101", { allowPrefixes: ["+44"] })).toBe("ok");
  });

  it("do not open what is premium", () => {
    expect(asked("+34806123456", { allowPrefixes: ["+34806"] })).toBe(
      "premium",
    );
  });
});

describe("international", () => {
  const home = { allowInternational: false };
  test.each<[string, string, string]>([
    ["+34911234567", "ES", "ok"],
    ["911234567", "ES", "ok"],
    ["+442079460000", "ES", "international"],
    ["0044207946000", "ES", "international"],
    ["+12015550123", "US", "ok"],
    ["+18005551234", "US", "ok"],
    // one calling code, other countries, other prices
    ["+18765551234", "US", "international"],
    ["+18095551234", "US", "international"],
  ])("%s from %s: %s", (raw, region, expected) => {
    expect(asked(raw, home, { region })).toBe(expected);
  });
});
