/** Which numbers pass for costly ones, of many countries; and what the admin can say to it. */
import { describe, expect, it, test } from "vitest";
import { testConfig } from "../config/testing.ts";
import { type DialPolicy, refusalOf } from "./policy.ts";
import { resolveDestination } from "./rules.ts";
import { NUMBERS } from "./testing-numbers.ts";

/** "ok", or the refusal. */
function asked(
  number: string,
  policy: Partial<DialPolicy> = {},
  region?: string,
): string {
  const { dialing } = testConfig();
  const rules = { ...dialing, internalMaxDigits: 6, region };
  const destination = resolveDestination(number, rules);
  if (destination === undefined) throw new Error(`no number: ${number}`);
  return refusalOf(destination, { ...dialing, ...policy }, rules) ?? "ok";
}

const UNKNOWN = "unknown_number_range";

/** Home's own short and special numbers, of which numbering plans say nothing. */
const SPECIAL = [
  ...["+34905123456", "+4911833", "+4911880", "+43118877", "+46118118"],
  ...["+49115123456", "+34999123456"],
];

const SATELLITES = [
  ...["+870773123456", "+881612345678", "+882161234567", "+88351001234567"],
];

describe("numbers of every kind", () => {
  it("are of many countries", () => {
    expect(NUMBERS.length).toBeGreaterThanOrEqual(60);
  });

  test.each(NUMBERS)(
    "$country: ordinary ones may be dialled, others not",
    ({ country, ordinary, costly }) => {
      expect(ordinary.map((each) => [each, asked(each)])).toEqual(
        ordinary.map((each) => [each, "ok"]),
      );
      expect(costly.map((each) => [each, asked(each)])).toEqual(
        costly.map((each) => [each, "premium"]),
      );
      for (const each of costly)
        expect([each, asked(each, { allowPremium: true }, country)]).toEqual([
          each,
          "ok",
        ]);
    },
  );

  test.each(SPECIAL)("%s is of no known kind", (number) => {
    expect(asked(number)).toBe(UNKNOWN);
    expect(asked(number, { allowPremium: true })).toBe("ok");
  });

  test.each(SATELLITES)(
    "%s is no country's, and costs what it likes",
    (number) => {
      expect(asked(number)).toBe("premium");
      expect(asked(number, { allowPremium: true })).toBe("ok");
      const home = { allowPremium: true, allowInternational: false };
      expect(asked(number, home)).toBe("international");
    },
  );

  it("a free number of no country is free", () => {
    expect(asked("+80012345678")).toBe("ok");
  });
});

describe("a range of the home's calling code that is nobody's", () => {
  const home = { allowInternational: false };

  it.each([
    ["+447700900123", "GB"],
    ["+447700900123", "JE"],
    ["+61123456789", "AU"],
  ])("%s from %s is unknown, not abroad", (number, region) => {
    expect(asked(number, home, region)).toBe(UNKNOWN);
    // A premium number may be dialled; but where this one is, nobody knows.
    const premium = { ...home, allowPremium: true };
    expect(asked(number, premium, region)).toBe(UNKNOWN);
    expect(asked(number, { allowPremium: true }, region)).toBe("ok");
  });

  it("is abroad from elsewhere", () => {
    expect(asked("+447700900123", home, "ES")).toBe("international");
    expect(asked("+447700900123", home)).toBe("international");
  });
});

describe("numbers that the admin knows to be ordinary", () => {
  const known = (...ordinaryPrefixes: string[]) => ({ ordinaryPrefixes });

  it.each([
    ["+4911880", known("+49118")],
    ["+447700900123", known("+447700900")],
    ["+34905123456", known("+33", "+34905")],
    ["+447012345678", known("+4470")],
    ["+870773123456", known("+870")],
  ])("%s with %j", (number, policy) => {
    expect(asked(number, policy)).toBe("ok");
  });

  it("are held to the other rules", () => {
    const policy = known("+4411", "+447700900");
    expect(asked("+4911880", policy)).toBe(UNKNOWN);
    const abroad = { ...policy, allowInternational: false };
    expect(asked("+447700900123", abroad, "GB")).toBe("ok");
    expect(asked("+447700900123", abroad, "ES")).toBe("international");
    const denied = { ...policy, denyPrefixes: ["+447"] };
    expect(asked("+447700900123", denied)).toBe("denied_prefix");
  });
});
