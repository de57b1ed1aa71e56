import type {
  CallErrorType,
  SignalingError,
} from "@ringback/shared/signaling/schema.ts";
import type { Context } from "koa";
import type { DomainError, DomainErrorKind } from "../../calls/errors.ts";

/** Status of every kind of error in call-signaling-api.md's envelope. */
const STATUS: Record<DomainErrorKind, number> = {
  validation: 400,
  conflict: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  rate: 429,
  paused: 500,
  unavailable: 500,
  pbx: 500,
  internal: 500,
};

/** The one writer of the signaling API's errors: `{success,message,data}`. */
export function writeError(ctx: Context, error: DomainError): void {
  ctx.status = STATUS[error.kind];
  if (error.retryAfterSeconds !== undefined) {
    ctx.set("Retry-After", String(error.retryAfterSeconds));
  }
  ctx.body = {
    success: false,
    message: error.message,
    data: null,
  } satisfies SignalingError;
}

/** `errorType` of a `call_error` frame (call-signaling-api.md "WebSocket Errors"). */
export const CALL_ERROR_TYPE: Record<DomainErrorKind, CallErrorType> = {
  validation: "parse_error",
  conflict: "invalid_status",
  unauthenticated: "unauthorized",
  forbidden: "unauthorized",
  not_found: "call_not_found",
  method_not_allowed: "parse_error",
  too_large: "parse_error",
  rate: "service_error",
  paused: "service_error",
  unavailable: "service_error",
  pbx: "service_error",
  internal: "service_error",
};
