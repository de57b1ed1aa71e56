/** A sink's credential at rest: sealed, and readable for this purpose alone. */
import type { Sealing, SinkCredential } from "./port.ts";

const PURPOSE = "sink credential";

export function sealCredential(
  sealing: Sealing,
  credential: SinkCredential,
): string {
  return sealing.seal(PURPOSE, JSON.stringify(credential));
}

/** Throws where it was sealed with a key that is gone, or changed. */
export function openCredential(
  sealing: Sealing,
  sealed: string,
): SinkCredential {
  const value: unknown = JSON.parse(sealing.open(PURPOSE, sealed));
  if (isCredential(value)) return value;
  throw new Error("a sealed credential is none");
}

function isCredential(value: unknown): value is SinkCredential {
  if (typeof value !== "object" || value === null || !("kind" in value)) {
    return false;
  }
  return value.kind === "access_token"
    ? "token" in value && "expiresAt" in value
    : value.kind === "private_key_jwt" && "tokenUri" in value;
}
