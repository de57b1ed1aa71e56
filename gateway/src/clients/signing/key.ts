/** Keys that sign the tokens of programs, as they stand in the database: the private half sealed. */
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from "jose";
import type { SigningKeysTable } from "../../store/client-tables.ts";
import type { Sealer } from "../../store/sealer.ts";

/** NIST P-256 with SHA-256: every library knows it. */
export const SIGNATURE = "ES256";
/** What the private half is sealed for. */
export const KEY_PURPOSE = "token signing key";

/** A new key pair; `id` is the key's thumbprint (RFC 7638). */
export async function newKey(
  sealer: Sealer,
): Promise<Pick<SigningKeysTable, "id" | "public_jwk" | "private_sealed">> {
  const pair = await generateKeyPair(SIGNATURE, { extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const id = await calculateJwkThumbprint(publicJwk);
  const marks = { kid: id, alg: SIGNATURE, use: "sig" };
  const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
  return {
    id,
    public_jwk: JSON.stringify({ ...publicJwk, ...marks }),
    private_sealed: sealer.seal(KEY_PURPOSE, privateJwk),
  };
}

/** Throws where the seal does not open. */
export async function privateKeyOf(
  row: SigningKeysTable,
  sealer: Sealer,
): Promise<CryptoKey> {
  const jwk: JWK = JSON.parse(sealer.open(KEY_PURPOSE, row.private_sealed));
  return await cryptoKey(jwk);
}

export async function publicKeyOf(row: SigningKeysTable): Promise<CryptoKey> {
  return await cryptoKey(publicJwkOf(row));
}

export function publicJwkOf(row: SigningKeysTable): JWK {
  return JSON.parse(row.public_jwk);
}

async function cryptoKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, SIGNATURE);
  if (key instanceof Uint8Array) throw new Error("this is not a key pair");
  return key;
}
