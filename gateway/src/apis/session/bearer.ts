import type { Context } from "koa";
import { DomainError } from "../../calls/errors.ts";
import type { Principal, Tokens } from "./tokens.ts";

/** The principal behind `Authorization: Bearer …`. Throws DomainError `missing_token` or `invalid_token`. */
export async function needBearer(
  ctx: Context,
  tokens: Tokens,
): Promise<Principal> {
  const [, token] = /^Bearer ([\w.-]+)$/.exec(ctx.get("Authorization")) ?? [];
  if (token === undefined) {
    ctx.set("WWW-Authenticate", "Bearer");
    throw new DomainError("unauthenticated", "missing_token", "missing token");
  }
  return await tokens.verify(token);
}
