/** How a program says who it is at the token endpoint: RFC 6749 §2.3.1, RFC 7521 §4.2. */
import { decodeJwt } from "jose";
import { DomainError } from "../../calls/errors.ts";
import type { Form } from "../../http/form-body.ts";

export type ClientProof = { clientId: string } & (
  | { kind: "secret"; secret: string }
  | { kind: "assertion"; assertion: string }
);

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const LONGEST_ID = 255;

/** Throws DomainError `invalid_client` where there is none, `invalid_request` where there are two. */
export function readProof(
  authorization: string | undefined,
  form: Form,
): ClientProof {
  const named = form.get("client_id");
  const proofs = [
    authorization === undefined ? undefined : basicProof(authorization),
    postedProof(named, form.get("client_secret")),
    assertedProof(form),
  ].filter((proof) => proof !== undefined);
  const [proof, another] = proofs;
  if (another !== undefined)
    throw invalidRequest("a program says in one way alone who it is");
  if (proof === undefined || proof.clientId.length > LONGEST_ID)
    throw invalidClient(named);
  if (named !== undefined && named !== proof.clientId)
    throw invalidRequest("client_id names another program");
  return proof;
}

/** Unknown programs, wrong secrets and bad assertions alike. `claimedBy`: for the log alone. */
export function invalidClient(claimedBy: string | undefined): DomainError {
  return new DomainError(
    "unauthenticated",
    "invalid_client",
    "unknown program or wrong proof of it",
    claimedBy === undefined ? {} : { claimedBy },
  );
}

function basicProof(authorization: string): ClientProof {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(
    authorization,
  ) ?? [undefined, undefined];
  const text = Buffer.from(encoded ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  const clientId = formDecoded(text.slice(0, Math.max(colon, 0)));
  const secret = formDecoded(text.slice(colon + 1));
  if (!clientId || secret === undefined) throw invalidClient(undefined);
  return { kind: "secret", clientId, secret };
}

/** Both halves are form-encoded before they are joined. */
function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function postedProof(
  clientId: string | undefined,
  secret: string | undefined,
): ClientProof | undefined {
  return clientId === undefined || secret === undefined
    ? undefined
    : { kind: "secret", clientId, secret };
}

function assertedProof(form: Form): ClientProof | undefined {
  const assertion = form.get("client_assertion");
  const type = form.get("client_assertion_type");
  if (assertion === undefined && type === undefined) return undefined;
  if (assertion === undefined || type !== ASSERTION_TYPE)
    throw invalidRequest("client_assertion_type is not that of a JWT");
  return { kind: "assertion", clientId: subjectIn(assertion), assertion };
}

/** Whom it claims to be: whose keys to take is all that is believed of it. */
function subjectIn(assertion: string): string {
  try {
    // Whatever a stranger wrote: jose looks at its type no sooner than at the signature.
    const sub: unknown = decodeJwt(assertion).sub;
    if (typeof sub === "string" && sub !== "") return sub;
  } catch {
    // As one that names nobody.
  }
  throw invalidClient(undefined);
}

function invalidRequest(message: string): DomainError {
  return new DomainError("validation", "invalid_request", message);
}
