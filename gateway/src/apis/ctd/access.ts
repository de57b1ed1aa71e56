import { randomUUID } from "node:crypto";
import {
  CALL_ID_PATTERN,
  CORRELATOR_MAX,
  CORRELATOR_PATTERN,
} from "@ringback/shared/ctd/schema.ts";
import type { Scope } from "@ringback/shared/ctd/scopes.ts";
import type { Context, Middleware } from "koa";
import { DomainError } from "../../calls/errors.ts";
import type { AccessTokens, ProgramPrincipal } from "../../clients/port.ts";
import { bearerToken } from "../../http/bearer-token.ts";
import { invalidArgument } from "./requests.ts";

const HEADER = "x-correlator";
const correlator = new RegExp(CORRELATOR_PATTERN);
const callId = new RegExp(CALL_ID_PATTERN);

/** Every answer carries the request's `x-correlator`, or one that is made here. */
export const correlate: Middleware = async (ctx, next) => {
  const given = ctx.get(HEADER);
  ctx.set(
    HEADER,
    given !== "" && correlator.test(given) ? given : randomUUID(),
  );
  await next();
};

/** The one the answer carries. */
export function correlatorOf(ctx: Context): string {
  return ctx.response.get(HEADER);
}

/**
 * The program behind the request. In this order, throws the DomainErrors of `bearerToken` and of `AccessTokens` (401),
 * `insufficient_scope` (403), `invalid_argument` for a bad `x-correlator` (400).
 */
export async function admit(
  ctx: Context,
  tokens: AccessTokens,
  scope: Scope,
): Promise<ProgramPrincipal> {
  const token = bearerToken(ctx.get("Authorization"));
  const principal = await tokens.verify(token);
  if (!principal.scopes.has(scope)) {
    throw new DomainError(
      "forbidden",
      "insufficient_scope",
      `the token has not the scope ${scope}`,
    );
  }
  needCorrelator(ctx.get(HEADER));
  return principal;
}

function needCorrelator(given: string): void {
  if (correlator.test(given)) return;
  throw invalidArgument(
    given.length > CORRELATOR_MAX
      ? `x-correlator is longer than ${CORRELATOR_MAX} characters`
      : "x-correlator has characters that it may not have",
  );
}

/** Throws DomainError `invalid_argument`. */
export function needCallId(text: string | undefined): string {
  if (text !== undefined && callId.test(text)) return text;
  throw invalidArgument("callId is not a call's id");
}
