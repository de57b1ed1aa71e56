import { expect, it } from "vitest";
import { isDateTime } from "./date-time.ts";
import { readCreateCall } from "./requests.ts";
import { ORDER } from "./testing.ts";

it.each([
  "2100-01-01T00:00:00Z",
  "2100-12-31T23:59:59.999999999Z",
  "2096-02-29T12:00:00+05:30",
  "2100-01-01t00:00:00z",
  "2100-01-01T00:00:00-23:59",
  "2099-12-31T23:00:00-11:00",
])("%s is a time", (text) => {
  expect(isDateTime(text)).toBe(true);
});

const NONE = [
  "2100-02-29T00:00:00Z",
  "2100-02-30T00:00:00Z",
  "2100-04-31T00:00:00+02:00",
  "2100-01-32T00:00:00Z",
  "2100-01-00T00:00:00Z",
  "2100-13-01T00:00:00Z",
  "2100-00-01T00:00:00Z",
  "2100-01-01T24:00:00Z",
  "2100-01-01T23:60:00Z",
  "2100-12-31T23:59:60Z",
  "2100-01-01T00:00:00+24:00",
  "2100-01-01T00:00:00",
  "2100-01-01T00:00Z",
  "2100-01-01 00:00:00Z",
  "2100-01-01",
  "+012100-01-01T00:00:00Z",
  " 2100-01-01T00:00:00Z",
  "tomorrow",
  "",
];

it.each(NONE)("%j is none", (text) => {
  expect(isDateTime(text)).toBe(false);
});

it.each(NONE)("a credential that ends at %j is refused", (expires) => {
  const sinkCredential = {
    credentialType: "ACCESSTOKEN",
    accessToken: "secret",
    accessTokenExpiresUtc: expires,
    accessTokenType: "bearer",
  };
  expect(() => readCreateCall({ ...ORDER, sinkCredential })).toThrow(
    'sinkCredential.accessTokenExpiresUtc must match format "date-time"',
  );
});
