import { expect, test } from "vitest";
import { bearerChallenge, bearerToken } from "./bearer-token.ts";

test.each([
  ["Bearer abc", "abc"],
  ["Bearer  abc", "abc"],
  ["bearer      a-b.c_d~e+f/g==", "a-b.c_d~e+f/g=="],
])("%s", (authorization, token) => {
  expect(bearerToken(authorization)).toBe(token);
});

test.each([
  ["", "missing_token"],
  ["Basic YTpi", "missing_token"],
  ["Bearerabc", "missing_token"],
  ["Bearer", "malformed_token"],
  ["Bearer a,b", "malformed_token"],
  ["Bearer a b", "malformed_token"],
  ["Bearer a=b", "malformed_token"],
  ["Bearer =", "malformed_token"],
  ["Bearer\tabc", "malformed_token"],
  ["Bearer é", "malformed_token"],
])("%j is %s", (authorization, code) => {
  expect(() => bearerToken(authorization)).toThrow(
    expect.objectContaining({ kind: "unauthenticated", code }),
  );
});

test("each refusal has its challenge", () => {
  expect(
    ["missing_token", "malformed_token", "invalid_token"].map((code) =>
      bearerChallenge(code, "live"),
    ),
  ).toEqual([
    "Bearer",
    'Bearer error="invalid_request"',
    'Bearer error="invalid_token"',
  ]);
  expect(bearerChallenge("insufficient_scope", "live")).toBe(
    'Bearer error="insufficient_scope", scope="live"',
  );
  // Whose keys cannot be had now: the token may well be good.
  expect(bearerChallenge("issuer_unavailable")).toBe("Bearer");
});
