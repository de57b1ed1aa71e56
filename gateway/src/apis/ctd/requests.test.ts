/** What a refused order is told, in words that name what is wrong. */
import { describe, expect, it } from "vitest";
import { needNumbers, readCreateCall } from "./requests.ts";
import { ORDER } from "./testing.ts";

const TOKEN = {
  credentialType: "ACCESSTOKEN",
  accessToken: "secret",
  accessTokenExpiresUtc: "2100-01-01T00:00:00Z",
  accessTokenType: "bearer",
};
const { accessToken: _, ...WITHOUT_TOKEN } = TOKEN;
const KEY = { credentialType: "PRIVATE_KEY_JWT" };
const TYPES = ".credentialType must be one of ACCESSTOKEN, PRIVATE_KEY_JWT";

describe("a credential", () => {
  it.each([
    [
      { credentialType: "ACCESSTOKEN" },
      " must have required property 'accessToken'",
    ],
    [WITHOUT_TOKEN, " must have required property 'accessToken'"],
    [{ ...TOKEN, accessTokenType: "mac" }, ".accessTokenType must be bearer"],
    [
      { ...TOKEN, accessTokenType: "Bearer" },
      ".accessTokenType must be bearer",
    ],
    [{ ...TOKEN, x: 1 }, " has a member that is not known here"],
    [
      { ...TOKEN, accessTokenExpiresUtc: "tomorrow" },
      ".accessTokenExpiresUtc must match format",
    ],
    [
      { ...KEY, jwksUri: "https://a.example" },
      " has a member that is not known here",
    ],
    [{ ...KEY, tokenUri: "http://a.example" }, ".tokenUri must match pattern"],
    [{ credentialType: "PLAIN" }, TYPES],
    [{ credentialType: "PLAIN", identifier: "a", secret: "b" }, TYPES],
    [{ ...TOKEN, credentialType: "REFRESHTOKEN", refreshToken: "a" }, TYPES],
    [{ ...TOKEN, credentialType: "accesstoken" }, TYPES],
    [{ credentialType: null }, TYPES],
    [{}, " must have required property 'credentialType'"],
    ["secret", " must be object"],
    [null, " must be object"],
  ])("%j: sinkCredential%s", (sinkCredential, words) => {
    expect(() => readCreateCall({ ...ORDER, sinkCredential })).toThrow(
      `sinkCredential${words}`,
    );
  });
});

describe("numbers", () => {
  const asked = (caller: string, callee: string) => () =>
    needNumbers({ caller: { number: caller }, callee: { number: callee } });

  it.each([
    ["+442079460101", "+4402079460101"],
    ["+4402079460101", "+442079460101"],
    ["+4402079460101", "+4402079460101"],
  ])("%s and %s: a digit that E.164 does not have", (caller, callee) => {
    expect(asked(caller, callee)).toThrow("is written +442079460101 in E.164");
  });

  it.each([
    ["a zero that belongs there", "+390669812345"],
    ["of no numbering plan: whoever dials it says so", "+99912345"],
  ])("%s", (_why, callee) => {
    expect(asked("+442079460101", callee)).not.toThrow();
  });

  it("the same twice", () => {
    expect(asked("+442079460101", "+442079460101")).toThrow("the same number");
  });
});
