import { DomainError } from "../calls/errors.ts";

/**
 * The token of `Authorization: Bearer <token>`, behind any number of spaces (RFC 6750 §2.1).
 * Throws DomainError `missing_token` where there is none or another scheme, `malformed_token` for what is no token.
 */
export function bearerToken(authorization: string): string {
  if (!/^Bearer(?!\S)/i.test(authorization))
    throw new DomainError("unauthenticated", "missing_token", "missing token");
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
  if (token !== undefined) return token;
  throw new DomainError(
    "unauthenticated",
    "malformed_token",
    "malformed Authorization header",
  );
}

/** What RFC 6750 §3.1 calls the codes of errors; who showed no token at all gets none. */
const ERRORS: Readonly<Record<string, string>> = {
  malformed_token: "invalid_request",
  invalid_token: "invalid_token",
  insufficient_scope: "insufficient_scope",
};

/** `WWW-Authenticate` for a refusal with this code (RFC 6750 §3); `scope`: the one that is needed. */
export function bearerChallenge(code: string, scope?: string): string {
  const error = ERRORS[code];
  if (error === undefined) return "Bearer";
  const needed =
    code === "insufficient_scope" && scope !== undefined
      ? `, scope="${scope}"`
      : "";
  return `Bearer error="${error}"${needed}`;
}
