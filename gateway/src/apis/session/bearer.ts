import type { Context } from "koa";
import { DomainError } from "../../calls/errors.ts";
import type { Principal, Tokens } from "./tokens.ts";

/** The principal behind `Authorization: Bearer …`. Throws DomainError `missing_token` or `invalid_token`. */
export async function needBearer(
  ctx: Context,
  tokens: Tokens,
): Promise<Principal> {
  const [, token] = /^Bearer ([\w.-]+)$/.exec(ctx.get("Authorization")) ?? [];
  // Set for both refusals; a good token's answer takes it away again.
  ctx.set("WWW-Authenticate", "Bearer");
  if (token === undefined) {
    throw new DomainError("unauthenticated", "missing_token", "missing token");
  }
  const principal = await tokens.verify(token);
  ctx.remove("WWW-Authenticate");
  return principal;
}
