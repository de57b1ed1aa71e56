import { expect, it, test } from "vitest";
import { askedScopes, readScopes, requireScope, scopeText } from "./scope.ts";

test.each([
  ["live", "live"],
  ["originate", "originate"],
  ["live originate", "live originate"],
  ["originate live", "live originate"],
])("%s is read", (text, written) => {
  const scopes = readScopes(text);
  expect(scopes && scopeText(scopes)).toBe(written);
});

test.each([
  "",
  " ",
  "live ",
  "live  originate",
  "live live",
  "LIVE",
  "admin",
  "live admin",
  "live,originate",
  "live\toriginate",
])("%j is no scope", (text) => {
  expect(readScopes(text)).toBeUndefined();
});

it("who asks for none may watch and hang up, no more", () => {
  for (const none of [undefined, null, ""])
    expect(scopeText(askedScopes(none))).toBe("live");
  expect(() => askedScopes("everything")).toThrow("invalid scope");
});

it("a scope that was not given is not there", () => {
  requireScope({ scopes: new Set(["originate"]) }, "originate");
  for (const [held, needed] of [
    [["live"], "originate"],
    [["originate"], "live"],
    [[], "live"],
  ] as const)
    expect(() => requireScope({ scopes: new Set(held) }, needed)).toThrow(
      expect.objectContaining({
        kind: "forbidden",
        code: "insufficient_scope",
        message: `insufficient scope: ${needed} is needed`,
      }),
    );
});
