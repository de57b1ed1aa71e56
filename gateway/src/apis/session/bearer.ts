import type { Scope } from "@ringback/shared/session/schema.ts";
import type { Context } from "koa";
import { DomainError } from "../../calls/errors.ts";
import { requireScope } from "./scope.ts";
import type { Principal, Tokens } from "./tokens.ts";

/**
 * The principal behind `Authorization: Bearer …`, whose token is good for `needed`; left out: for anything.
 * Throws DomainError `missing_token`, `invalid_token` or `insufficient_scope`; `WWW-Authenticate` as RFC 6750 §3 has it.
 */
export async function needBearer(
  ctx: Context,
  tokens: Tokens,
  needed?: Scope,
): Promise<Principal> {
  const [, token] = /^Bearer ([\w.-]+)$/.exec(ctx.get("Authorization")) ?? [];
  // Set for every refusal; a good token's answer takes it away again.
  ctx.set("WWW-Authenticate", "Bearer");
  if (token === undefined) {
    throw new DomainError("unauthenticated", "missing_token", "missing token");
  }
  const principal = await tokens.verify(token);
  if (needed !== undefined) {
    ctx.set(
      "WWW-Authenticate",
      `Bearer error="insufficient_scope", scope="${needed}"`,
    );
    requireScope(principal, needed);
  }
  ctx.remove("WWW-Authenticate");
  return principal;
}
