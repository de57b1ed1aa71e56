/** Sets of public keys (RFC 7517), from strangers and from admins. */
import type { JSONWebKeySet, JWK } from "jose";

/** Signatures by a key pair alone: with a shared key, who can check could forge. */
export const SIGNATURES: readonly string[] = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

const PUBLIC_TYPES = new Set(["RSA", "EC", "OKP"]);
/** Members that only private and shared keys have (RFC 7518 §6). */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const MOST_KEYS = 100;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPublicKey(value: unknown): value is JWK {
  return (
    isObject(value) &&
    typeof value.kty === "string" &&
    PUBLIC_TYPES.has(value.kty) &&
    !PRIVATE_MEMBERS.some((name) => name in value)
  );
}

/**
 * The public keys of a set that came from elsewhere; others, shared keys above all, are left out.
 * undefined: it is no set of keys.
 */
export function readKeySet(document: unknown): JSONWebKeySet | undefined {
  if (!isObject(document) || !Array.isArray(document.keys)) return undefined;
  return { keys: document.keys.filter(isPublicKey).slice(0, MOST_KEYS) };
}

/** The set in a text that an admin gave, or what is wrong with it: nothing is left out silently here. */
export function publicKeySet(text: string): JSONWebKeySet | string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return "a set of keys is JSON";
  }
  const given = isObject(document) ? document.keys : undefined;
  if (!Array.isArray(given) || given.length === 0)
    return 'a set of keys looks like {"keys": […]}, with at least one key';
  const wrong = given.find((key) => !isPublicKey(key));
  if (wrong !== undefined)
    return "a set of keys has public keys alone (RSA, EC, OKP): take out the private members, and shared keys";
  return readKeySet(document) ?? "a set of keys is JSON";
}
