import { describe, expect, it } from "vitest";
import {
  formatDialString,
  isForeignOrPremium,
  readDialString,
} from "./dial-string.ts";

describe("readDialString", () => {
  it.each([
    ["915 55 01 23", "ES", "+34915550123"],
    ["+34 915-55.01 23", null, "+34915550123"],
    ["tel:+34-915-550-123", "US", "+34915550123"],
    ["(020) 7946 0018", "GB", "+442079460018"],
    ["+44 (0)20 7946 0018", "ES", "+442079460018"],
    ["Tel. 915 550 123", "ES", "+34915550123"],
    ["call +34 915 550 123 today", null, "+34915550123"],
  ])("%s in %s is %s", (typed, country, number) => {
    expect(readDialString(typed, country)).toMatchObject({
      kind: "international",
      number,
    });
  });

  it.each([
    ["101", "101"],
    ["*43", "*43"],
    ["2-04", "204"],
  ])("%s is the internal number %s", (typed, number) => {
    expect(readDialString(typed, "ES")).toEqual({ kind: "internal", number });
  });

  it("tells an extension apart from what is dialled", () => {
    expect(readDialString("915550123 ext. 12", "ES")).toMatchObject({
      number: "+34915550123",
      extension: "12",
    });
  });

  it.each(["+34 91", "call me", "12#3", "1".repeat(65)])(
    "dials nothing for %s",
    (typed) => {
      expect(readDialString(typed, "ES").kind).toBe("invalid");
    },
  );

  it("waits for something to be typed", () => {
    expect(readDialString("  ", "ES")).toEqual({ kind: "empty" });
  });
});

it("knows what leaves the country or costs extra", () => {
  expect(isForeignOrPremium("+34915550123", "ES")).toBe(false);
  expect(isForeignOrPremium("+442079460018", "ES")).toBe(true);
  expect(isForeignOrPremium("+34806111111", "ES")).toBe(true);
  expect(isForeignOrPremium("+442079460018", null)).toBe(false);
});

it("spaces a number for reading", () => {
  expect(formatDialString("+34915550123")).toBe("+34 915 55 01 23");
  expect(formatDialString("101")).toBe("101");
});
