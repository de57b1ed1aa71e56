/** A key pair of a program of the sandbox: it signs in with that instead of a secret (private_key_jwt). */
import { generateKeyPair } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const RSA_BITS = 2048;

export type KeyPair = {
  /** PEM, as openssl signs with */
  keyFile: string;
  /** JSON Web Key Set with the public key */
  jwksFile: string;
  stop: () => Promise<void>;
};

export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: RSA_BITS,
  });
  const folder = await mkdtemp(join(tmpdir(), "ringback-key-"));
  const keyFile = join(folder, "key.pem");
  const jwksFile = join(folder, "jwks.json");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  await writeFile(keyFile, pem, { mode: 0o600 });
  const keys = [publicKey.export({ format: "jwk" })];
  await writeFile(jwksFile, JSON.stringify({ keys }));
  const stop = () => rm(folder, { recursive: true, force: true });
  return { keyFile, jwksFile, stop };
}
