/** Secrets that a program signs in with: shown once, kept as a hash. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 32;
/** Standard Webhooks: 24 to 64 bytes. */
const SIGNING_BYTES = 32;

/** 256 bits of chance need no slow hash: nobody can try them all. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}

/** The prefix tells people, and programs that look for lost secrets, what it is. */
export function newSecret(): string {
  return `rbs_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

/** As Standard Webhooks writes it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(SIGNING_BYTES).toString("base64")}`;
}

export type KeptSecret = { id: string; hash: string };

/** What a secret is compared with where there is none: it fits nobody's. */
export const NOBODYS: KeptSecret = { id: "", hash: hashOf(newSecret()) };

/** The one that was given. Takes the same time for every wrong one, also with nobody's. */
export function fittingSecret(
  given: string,
  kept: readonly KeptSecret[],
): KeptSecret | undefined {
  const hash = Buffer.from(hashOf(given));
  const fitting = kept.filter((each) =>
    timingSafeEqual(hash, Buffer.from(each.hash)),
  );
  return fitting.find(({ id }) => id !== NOBODYS.id);
}
