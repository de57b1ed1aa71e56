import { expect, test } from "vitest";
import { comparable, sipHost } from "./sip-host.ts";

test.each([
  ["sip:10.0.0.2", "10.0.0.2"],
  ["sip:10.0.0.2:6060", "10.0.0.2"],
  ["sip:AS1.example.com:6060;transport=udp", "as1.example.com"],
  ["sips:user:pw@as1.example.com;lr?x=y", "as1.example.com"],
  ["<sip:as1.example.com>", "as1.example.com"],
  ["sip:[2001:DB8::2]", "2001:db8::2"],
  ["sip:[2001:db8:0:0:0:0:0:2]:6060;transport=tcp", "2001:db8::2"],
  ["sip:trunk@[::1]", "::1"],
])("%s names the host %s", (uri, host) => {
  expect(sipHost(uri)).toBe(host);
});

test.each([
  "",
  "sip:",
  "10.0.0.2",
  "tel:+34900",
  "sip:[::1",
  "sip:2001:db8::2",
  "sip:a b",
])("%j names none", (uri) => {
  expect(sipHost(uri)).toBeUndefined();
});

test("hosts are compared in one spelling", () => {
  expect(comparable("PBX.example.com.")).toBe("pbx.example.com");
  expect(comparable("[2001:DB8::0:2]")).toBe(comparable("2001:db8::2"));
});
