import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { expect } from "vitest";
import { SqlOnceStore } from "../store/once/sql.ts";
import { Sealer } from "../store/sealer.ts";
import { addClient, addSecret } from "./admin.ts";
import { CachedClients } from "./directory.ts";
import { OwnTokens } from "./own-tokens.ts";
import { ClientRecords } from "./records.ts";
import { fittingSecret } from "./secret.ts";
import { KeyRing } from "./signing/key-ring.ts";
import { rotateKeys } from "./signing/rotation.ts";
import { emptyDatabase, newClient } from "./testing.ts";

export const ISSUER = "https://ringback.example";
const TIMES = { keyLeadSeconds: 900, tokenTtlSeconds: 600 };
export const SECOND = 1000;

/** A program with a secret, and the tokens it gets; the clock can be moved. */
export async function open() {
  const db = await emptyDatabase();
  const sealer = new Sealer("1f".repeat(32), []);
  const clock = { ms: 0 };
  const now = () => Date.now() + clock.ms;
  const records = new ClientRecords(db, sealer, {
    now,
    onFault: () => undefined,
  });
  const clients = new CachedClients(records, { cacheSeconds: 3, now });
  const ring = new KeyRing(db, sealer, {
    cacheSeconds: 3,
    now,
    monotonic: now,
  });
  const tokensOf = (audience: string) =>
    new OwnTokens(
      { issuer: ISSUER, audience, ttlSeconds: 600, now },
      { ring, clients, once: new SqlOnceStore(db, now) },
    );
  const id = await addClient(db, newClient("crm"));
  /** As the token endpoint does for this secret. */
  const issue = async (secret: string) => {
    const kept = (await records.credentials(id))?.secrets ?? [];
    const proof = fittingSecret(secret, kept)?.id ?? "none";
    return (
      await tokensOf(ISSUER).issue({ clientId: id, scopes: SCOPES, proof })
    ).token;
  };
  const rotate = (atOnce = false) =>
    rotateKeys(db, sealer, { times: TIMES, atOnce, now: now() });
  const { secret } = await addSecret(db, id, 0);
  return {
    db,
    clock,
    now,
    ring,
    tokens: tokensOf(ISSUER),
    tokensOf,
    id,
    secret,
    issue,
    rotate,
  };
}

export const refused = expect.objectContaining({
  kind: "unauthenticated",
  code: "invalid_token",
});
