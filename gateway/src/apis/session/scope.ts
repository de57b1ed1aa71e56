/** What a token is good for, as text: RFC 6749 §3.3, RFC 8693 §4.2. */
import {
  DEFAULT_SCOPE,
  SCOPES,
  type Scope,
} from "@ringback/shared/session/schema.ts";
import { DomainError } from "../../calls/errors.ts";

export type Scopes = ReadonlySet<Scope>;

/** Divided by single spaces, at least one, each once at most. undefined: something else. */
export function readScopes(text: string): Scopes | undefined {
  const words = text.split(" ");
  const found = SCOPES.filter((scope) => words.includes(scope));
  return found.length > 0 && found.length === words.length
    ? new Set(found)
    : undefined;
}

/** What a client asks for; absent, null and empty mean the default. Throws DomainError `invalid_scope`. */
export function askedScopes(text: string | null | undefined): Scopes {
  const scopes = readScopes(text || DEFAULT_SCOPE);
  if (scopes !== undefined) return scopes;
  throw new DomainError("validation", "invalid_scope", "invalid scope");
}

export function scopeText(scopes: Scopes): string {
  return SCOPES.filter((scope) => scopes.has(scope)).join(" ");
}

/** Every door asks this before it does anything for a token. Throws DomainError `insufficient_scope`. */
export function requireScope(
  { scopes }: { scopes: Scopes },
  needed: Scope,
): void {
  if (scopes.has(needed)) return;
  throw new DomainError(
    "forbidden",
    "insufficient_scope",
    `insufficient scope: ${needed} is needed`,
  );
}
