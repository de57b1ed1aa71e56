/** Keys that sign what is sent to a program's sinks. */
import { ulid } from "ulid";
import type { ClientsTable } from "../store/client-tables.ts";
import type { Database } from "../store/database.ts";
import type { Sealer } from "../store/sealer.ts";
import { findRow } from "./row.ts";
import { newSigningSecret } from "./secret.ts";

/** The seal of a webhook secret: what was sealed for something else does not open. */
const PURPOSE = "webhook signing secret";

/**
 * A new key, to be shown once. Those before it sign beside it for `overlapSeconds`, so that no sink refuses what it cannot check yet.
 * Throws AdminError if there is no such program.
 */
export async function setWebhookSecret(
  db: Database,
  sealer: Sealer,
  idOrName: string,
  overlapSeconds: number,
): Promise<string> {
  const secret = newSigningSecret();
  const now = Date.now();
  const until = now + overlapSeconds * 1000;
  await db.transaction().execute(async (transaction) => {
    const row = await findRow(transaction, idOrName);
    const { id, webhook_secret_sealed: before } = row;
    await transaction
      .updateTable("former_webhook_secrets")
      .set({ expires_at: until })
      .where("client_id", "=", id)
      .where("expires_at", ">", until)
      .execute();
    if (before !== null)
      await transaction
        .insertInto("former_webhook_secrets")
        .values({
          ...{ id: ulid().toLowerCase(), client_id: id },
          ...{ sealed: before, expires_at: until },
        })
        .execute();
    await transaction
      .deleteFrom("former_webhook_secrets")
      .where("client_id", "=", id)
      .where("expires_at", "<=", now)
      .execute();
    await transaction
      .updateTable("clients")
      .set({ webhook_secret_sealed: sealer.seal(PURPOSE, secret) })
      .where("id", "=", id)
      .execute();
  });
  return secret;
}

/** From now on nothing is signed. Throws AdminError if there is no such program. */
export async function removeWebhookSecret(
  db: Database,
  idOrName: string,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { id } = await findRow(transaction, idOrName);
    await transaction
      .deleteFrom("former_webhook_secrets")
      .where("client_id", "=", id)
      .execute();
    await transaction
      .updateTable("clients")
      .set({ webhook_secret_sealed: null })
      .where("id", "=", id)
      .execute();
  });
}

type Signer = Pick<ClientsTable, "id" | "webhook_secret_sealed">;

/** All that sign at `now`, the newest first, still sealed. */
export async function sealedWebhookSecrets(
  db: Database,
  { id, webhook_secret_sealed: newest }: Signer,
  now: number,
): Promise<string[]> {
  if (newest === null) return [];
  const former = await db
    .selectFrom("former_webhook_secrets")
    .select("sealed")
    .where("client_id", "=", id)
    .where("expires_at", ">", now)
    .orderBy("id", "desc")
    .execute();
  return [newest, ...former.map(({ sealed }) => sealed)];
}

/** A key that does not open is told and left out: it must not stop the program's calls. */
export function openWebhookSecrets(
  sealer: Sealer,
  sealed: readonly string[],
  onFault: (fault: unknown) => void,
): string[] {
  return sealed.flatMap((each) => {
    try {
      return [sealer.open(PURPOSE, each)];
    } catch (fault) {
      onFault(fault);
      return [];
    }
  });
}
