import type { Scope } from "@ringback/shared/ctd/scopes.ts";
import { DomainError } from "../calls/errors.ts";
import type { ProgramPrincipal } from "./port.ts";

/** Throws DomainError `scope_missing`. */
export function needScope(
  { scopes }: Pick<ProgramPrincipal, "scopes">,
  scope: Scope,
): void {
  if (scopes.has(scope)) return;
  throw new DomainError(
    "forbidden",
    "scope_missing",
    `the token lacks the scope ${scope}`,
  );
}
