import type { Context } from "koa";
import type { DomainError, DomainErrorKind } from "../../calls/errors.ts";

/** Status of every kind of error, click2call.rst "Error codes" plus those it leaves out (405, 413, 429, 500). */
const STATUS: Record<DomainErrorKind, number> = {
  validation: 400,
  conflict: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  rate: 429,
  paused: 502,
  unavailable: 502,
  pbx: 502,
  internal: 500,
};

/** The one writer of click2call's and `/session`'s errors: `{error}`. */
export function writeError(ctx: Context, error: DomainError): void {
  ctx.status = STATUS[error.kind];
  if (error.retryAfterSeconds !== undefined) {
    ctx.set("Retry-After", String(error.retryAfterSeconds));
  }
  // What is left of a body that is too large is not read: the connection ends with the answer.
  if (error.kind === "too_large") ctx.set("Connection", "close");
  ctx.body = {
    // A used iden reads as any other bad iden; the reference knows one text for it.
    error: error.code === "iden_in_use" ? "invalid iden" : error.message,
  };
}
