import { expect, it } from "vitest";
import { controlText } from "./control-text.ts";

it("shows the whole number in the groups of its country", () => {
  expect(
    controlText({ e164: "+442079460958", ext: undefined, kind: "fixed" }),
  ).toEqual({ number: "+44 20 7946 0958", note: "" });
});

it("says what is special about it", () => {
  expect(
    controlText({ e164: "+34806123456", ext: "12", kind: "premium" }).note,
  ).toBe(
    "Premium rate: this call costs extra\nExtension 12: dial it when answered",
  );
});
