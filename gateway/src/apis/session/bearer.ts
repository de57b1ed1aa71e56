import type { Scope } from "@ringback/shared/session/schema.ts";
import type { Context } from "koa";
import { DomainError } from "../../calls/errors.ts";
import { bearerChallenge, bearerToken } from "../../http/bearer-token.ts";
import { requireScope } from "./scope.ts";
import type { Principal, Tokens } from "./tokens.ts";

/**
 * The principal behind `Authorization: Bearer …`, whose token is good for `needed`; left out: for anything.
 * Throws DomainError `missing_token`, `malformed_token`, `invalid_token` or `insufficient_scope`; `WWW-Authenticate` as RFC 6750 §3 has it.
 */
export async function needBearer(
  ctx: Context,
  tokens: Tokens,
  needed?: Scope,
): Promise<Principal> {
  try {
    const token = bearerToken(ctx.get("Authorization"));
    const principal = await tokens.verify(token);
    if (needed !== undefined) requireScope(principal, needed);
    return principal;
  } catch (fault) {
    if (fault instanceof DomainError)
      ctx.set("WWW-Authenticate", bearerChallenge(fault.code, needed));
    throw fault;
  }
}
