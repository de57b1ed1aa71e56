import { describe, expect, it } from "vitest";
import { linkNumber } from "./link-number.ts";

describe("linkNumber", () => {
  it.each([
    ["tel:+34-911-234-567", "+34-911-234-567", undefined],
    [" TEL:+34%20911%20234%20567", "+34 911 234 567", undefined],
    ["tel://+34911234567", "+34911234567", undefined],
    ["tel:911234567", "911234567", undefined],
    ["tel:+34911234567;ext=12", "+34911234567", "12"],
    ["tel:+34911234567,,12#", "+34911234567", "12"],
    ["tel:+34911234567x12", "+34911234567", "12"],
    ["tel:911234567;phone-context=+34", "+34 911234567", undefined],
    ["tel:1-800-FLOWERS", "1-800-FLOWERS", undefined],
    ["callto:+34911234567", "+34911234567", undefined],
    ["sip:+34911234567@pbx.example", "+34911234567", undefined],
    ["sip:911234567@pbx.example;user=phone", "911234567", undefined],
    ["sips:+34911234567@pbx.example;transport=tls", "+34911234567", undefined],
  ])("%s", (href, number, ext) => {
    expect(linkNumber(href)).toEqual({ number, ext });
  });

  it.each([
    "tel:*31%23911234567",
    "tel:112",
    "tel:",
    "tel:%E0%A4%A",
    "tel:7042;phone-context=pbx.example",
    "tel:7042123;phone-context=pbx.example",
    "callto:some.person",
    "sip:alice@pbx.example",
    "sip:100@pbx.example",
    "https://example.org/tel:+34911234567",
    "mailto:a@b.example",
  ])("leaves %s to the browser", (href) => {
    expect(linkNumber(href)).toBeUndefined();
  });
});
