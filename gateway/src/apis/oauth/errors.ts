import type { Context } from "koa";
import type { DomainError, DomainErrorKind } from "../../calls/errors.ts";

const STATUS: Record<DomainErrorKind, number> = {
  validation: 400,
  conflict: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  rate: 429,
  paused: 503,
  unavailable: 503,
  pbx: 503,
  internal: 500,
};

/** Those of RFC 6749 §5.2. All else has no word of its own there. */
const CODES = new Set([
  "invalid_request",
  "invalid_client",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
]);

/** The one writer of `/oauth`'s errors: `{error, error_description}` (RFC 6749 §5.2, RFC 7009 §2.2.1). */
export function writeError(ctx: Context, error: DomainError): void {
  const status = STATUS[error.kind];
  ctx.status = status;
  if (error.retryAfterSeconds !== undefined)
    ctx.set("Retry-After", String(error.retryAfterSeconds));
  if (error.kind === "unauthenticated")
    ctx.set("WWW-Authenticate", 'Basic realm="ringback", charset="UTF-8"');
  // What is left of a body that is too large is not read: the connection ends with the answer.
  if (error.kind === "too_large") ctx.set("Connection", "close");
  ctx.set("Pragma", "no-cache");
  ctx.body = {
    error: codeOf(error, status),
    error_description: error.message,
  };
}

function codeOf({ code }: DomainError, status: number): string {
  if (CODES.has(code)) return code;
  if (status === 429 || status === 503) return "temporarily_unavailable";
  return status < 500 ? "invalid_request" : "server_error";
}
