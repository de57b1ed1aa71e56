import { SCOPES, type Scope } from "@ringback/shared/ctd/scopes.ts";
import { expect, test } from "vitest";
import { grantedScopes } from "./scopes.ts";

const READ = "click-to-dial:calls:read";
const RECORDINGS = "click-to-dial:recordings:read";
const CREATE = "click-to-dial:calls:create";
const FRAUD = "dpv:FraudPreventionAndDetection";

test.each<[string | undefined, readonly Scope[]]>([
  [undefined, SCOPES],
  ["", SCOPES],
  [READ, [READ]],
  [`${RECORDINGS} ${READ}`, [READ, RECORDINGS]],
  [`${READ} ${READ}`, [READ]],
  [` ${READ}  `, [READ]],
  [`openid ${READ}`, [READ]],
  [`${FRAUD} ${READ}`, [READ]],
  [`openid ${FRAUD} ${READ} ${RECORDINGS}`, [READ, RECORDINGS]],
  [`${FRAUD}#${READ}`, [READ]],
  [`openid ${FRAUD}#${READ} ${FRAUD}#${RECORDINGS}`, [READ, RECORDINGS]],
  [`${FRAUD}#${READ} ${RECORDINGS}`, [READ, RECORDINGS]],
  // Many an operator has it once, before the first of several.
  [`${FRAUD} ${FRAUD}#${READ}`, [READ]],
])("%j asks for %j", (text, scopes) => {
  expect(grantedScopes(text, SCOPES)).toEqual(scopes);
});

const NOTHING = "scope names none of the scopes";
const NOT_ALL = "this program may not have every scope it asks for";

test.each([
  ["openid", NOTHING],
  [FRAUD, NOTHING],
  [`openid ${FRAUD}`, NOTHING],
  [" ", NOTHING],
  [`${FRAUD}#`, NOT_ALL],
  [`${FRAUD}#openid`, NOT_ALL],
  [`${FRAUD}#${CREATE}`, NOT_ALL],
  [`${FRAUD}#${READ}#${READ}`, NOT_ALL],
  [`${FRAUD}#admin ${READ}`, NOT_ALL],
  [`#${READ}`, NOT_ALL],
  ["dpv:", NOT_ALL],
  ["OpenID", NOT_ALL],
  ["profile", NOT_ALL],
  [`${READ} admin`, NOT_ALL],
  [`${READ} ${CREATE}`, NOT_ALL],
  [READ.toUpperCase(), NOT_ALL],
  [`${READ}\t${RECORDINGS}`, NOT_ALL],
])("%j is refused: %s", (text, message) => {
  expect(() => grantedScopes(text, [READ, RECORDINGS])).toThrow(message);
});
