/** What a program asks a token for: the form member `scope` (RFC 6749 §3.3; CAMARA Security and Interoperability Profile, "The Scope Parameter"). */
import { isScope, type Scope } from "@ringback/shared/ctd/scopes.ts";
import { DomainError } from "../../calls/errors.ts";

/** The purpose of data processing; in profiles before 2025 the scope stands behind it: `dpv:<purpose>#<scope>`. */
const PURPOSE = /^dpv:[\w:-]+(?:#(.*))?$/;

/** In the order of `allowed`; without `scope` all of them. Throws DomainError `invalid_scope` for anything else the words ask for, or if they ask for nothing. */
export function grantedScopes(
  text: string | undefined,
  allowed: readonly Scope[],
): readonly Scope[] {
  if (text === undefined || text === "") return allowed;
  const asked = text.split(" ").flatMap(meaningOf);
  // Never all of them: who names words may not know that they mean nothing here.
  if (asked.length === 0) throw invalidScope("scope names none of the scopes");
  if (!asked.every((word) => isScope(word) && allowed.includes(word)))
    throw invalidScope("this program may not have every scope it asks for");
  return allowed.filter((scope) => asked.includes(scope));
}

/** OpenID Connect's own word and a purpose alone ask for nothing here. */
function meaningOf(word: string): string[] {
  if (word === "" || word === "openid") return [];
  const purpose = PURPOSE.exec(word);
  if (purpose === null) return [word];
  const [, behind] = purpose;
  return behind === undefined ? [] : [behind];
}

function invalidScope(message: string): DomainError {
  return new DomainError("validation", "invalid_scope", message);
}
