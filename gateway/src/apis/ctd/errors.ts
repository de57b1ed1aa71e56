import type { ErrorInfo } from "@ringback/shared/ctd/schema.ts";
import type { Context } from "koa";
import type { DomainError, DomainErrorKind } from "../../calls/errors.ts";
import { bearerChallenge } from "../../http/bearer-token.ts";

type Answer = readonly [status: number, code: string];

/** Every kind of error in the words of CAMARA (Click to Dial `ErrorInfo`; Commonalities for what it leaves out: 405, 429, 503). */
const BY_KIND: Record<DomainErrorKind, Answer> = {
  validation: [400, "INVALID_ARGUMENT"],
  unauthenticated: [401, "UNAUTHENTICATED"],
  forbidden: [403, "PERMISSION_DENIED"],
  not_found: [404, "NOT_FOUND"],
  method_not_allowed: [405, "METHOD_NOT_ALLOWED"],
  // The only code for a conflict that the published schema allows.
  conflict: [409, "ALREADY_EXISTS"],
  too_large: [413, "CLICK_TO_DIAL.BODY_TOO_LARGE"],
  unavailable: [422, "SERVICE_NOT_APPLICABLE"],
  rate: [429, "TOO_MANY_REQUESTS"],
  internal: [500, "INTERNAL"],
  pbx: [503, "UNAVAILABLE"],
  paused: [503, "UNAVAILABLE"],
};

const BY_CODE: Readonly<Record<string, Answer>> = {
  invalid_phone_number: [422, "INVALID_PHONE_NUMBER"],
  same_caller_callee: [422, "SAME_CALLER_CALLEE"],
  recording_not_supported: [422, "RECORDING_NOT_SUPPORTED"],
  caller_not_available: [422, "CALLER_NOT_AVAILABLE"],
  callee_not_available: [422, "CALLEE_NOT_AVAILABLE"],
  too_many_calls_at_once: [429, "QUOTA_EXCEEDED"],
  read_not_written: [503, "UNAVAILABLE"],
};

const MESSAGE_MAX_LENGTH = 512;

/** The one writer of `/calls`' errors: `{status, code, message}`. */
export function writeError(ctx: Context, error: DomainError): void {
  const [status, code] = BY_CODE[error.code] ?? BY_KIND[error.kind];
  if (error.retryAfterSeconds !== undefined) {
    ctx.set("Retry-After", String(error.retryAfterSeconds));
  }
  if (error.kind === "unauthenticated")
    ctx.set("WWW-Authenticate", bearerChallenge(error.code));
  if (error.kind === "too_large") ctx.set("Connection", "close");
  const message = error.message.slice(0, MESSAGE_MAX_LENGTH);
  writeJson(ctx, status, { status, code, message } satisfies ErrorInfo);
}

/** `application/json` and nothing behind it: the published tests compare the whole header. */
export function writeJson(ctx: Context, status: number, body: object): void {
  ctx.status = status;
  ctx.set("Content-Type", "application/json");
  ctx.body = JSON.stringify(body);
}
