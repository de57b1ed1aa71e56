import { DomainError } from "../calls/errors.ts";

/** Says nothing of what is wrong with it: that helps nobody who came by it rightly. */
export function invalidToken(cause?: unknown): DomainError {
  return new DomainError("unauthenticated", "invalid_token", "invalid token", {
    cause,
  });
}

/** The token may well be good. */
export function uncheckedToken(cause?: unknown): DomainError {
  return new DomainError(
    "unauthenticated",
    "issuer_unavailable",
    "the token cannot be checked now: its issuer's keys cannot be had",
    { cause },
  );
}
