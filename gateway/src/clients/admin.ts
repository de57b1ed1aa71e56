import { ulid } from "ulid";
import { AdminError } from "../store/admin-error.ts";
import type { ClientsTable } from "../store/client-tables.ts";
import type { Database } from "../store/database.ts";
import { ensureWorkspace } from "../store/workspace.ts";
import { texts } from "./records.ts";
import { findRow } from "./row.ts";
import { hashOf, newSecret } from "./secret.ts";
import {
  type ClientSettings,
  columnsOf,
  type SaidSettings,
} from "./settings.ts";
import { sealedWebhookSecrets } from "./webhook-secrets.ts";

/** What may be told of a program: never a secret. */
export type ClientInfo = Omit<ClientSettings, "keys"> & {
  id: string;
  keys: "none" | "given" | string;
  /** how many secrets are good now */
  secrets: number;
  /** how many keys sign now what is sent to its sinks */
  webhookSecrets: number;
  createdAt: string;
};

export type NewClient = Omit<ClientSettings, "enabled" | "tokenUris"> &
  Partial<Pick<ClientSettings, "tokenUris">>;

/** Throws AdminError for anything that is not as it must be. */
export async function addClient(
  db: Database,
  settings: NewClient,
): Promise<string> {
  const columns = needAll(columnsOf({ ...settings, enabled: true }));
  const id = ulid().toLowerCase();
  const workspaceId = await ensureWorkspace(db);
  await needFree(db, id, settings);
  await db
    .insertInto("clients")
    .values({
      ...columns,
      id,
      workspace_id: workspaceId,
      created_at: Date.now(),
    })
    .execute();
  return id;
}

type Filled = Omit<ClientsTable, "id" | "workspace_id" | "created_at">;

function needAll(columns: ReturnType<typeof columnsOf>): Filled {
  const { name, domain, scopes } = columns;
  if (name === undefined || domain === undefined || scopes === undefined)
    throw new AdminError("a program has a name, a domain and scopes");
  return {
    enabled: 1,
    trunk_caller: 0,
    caller_prefixes: "[]",
    callee_prefixes: "[]",
    premium: 0,
    international: 0,
    calls_per_minute: 1,
    calls_at_once: 1,
    mask_numbers: "[]",
    recording_beep: 0,
    handshake: 0,
    token_uris: "[]",
    webhook_secret_sealed: null,
    jwks: null,
    jwks_uri: null,
    key_version: 1,
    external_issuer: null,
    external_id: null,
    ...columns,
    name,
    domain,
    scopes,
  };
}

/** Throws AdminError where another program has this name, or is who another issuer means. */
async function needFree(
  db: Database,
  id: string,
  { name, external }: Pick<SaidSettings, "name" | "external">,
): Promise<void> {
  const others = db.selectFrom("clients").select("id").where("id", "!=", id);
  if (
    name !== undefined &&
    (await others.where("name", "=", name).executeTakeFirst()) !== undefined
  )
    throw new AdminError(`there is a program named ${name} already`);
  if (!external) return;
  const known = await others
    .where("external_issuer", "=", external.issuer)
    .where("external_id", "=", external.id)
    .executeTakeFirst();
  if (known !== undefined)
    throw new AdminError(
      `the external id ${external.id} is that of another program already`,
    );
}

/** Throws AdminError if there is none, or for anything that is not as it must be. */
export async function changeClient(
  db: Database,
  idOrName: string,
  settings: SaidSettings,
): Promise<void> {
  const columns = columnsOf(settings);
  const { id } = await findRow(db, idOrName);
  await needFree(db, id, settings);
  await db
    .updateTable("clients")
    .set(({ eb }) => ({
      ...columns,
      // Tokens got with the former keys end with them.
      ...(settings.keys !== undefined && {
        key_version: eb("key_version", "+", 1),
      }),
    }))
    .where("id", "=", id)
    .execute();
}

/** Its tokens end within seconds. Throws AdminError if there is none. */
export async function removeClient(
  db: Database,
  idOrName: string,
): Promise<void> {
  const { id } = await findRow(db, idOrName);
  await db.deleteFrom("clients").where("id", "=", id).execute();
}

/**
 * A new secret, to be shown once. Those before it, and the tokens got with them, end after `overlapSeconds`; what has ended is forgotten.
 * Throws AdminError if there is no such program.
 */
export async function addSecret(
  db: Database,
  idOrName: string,
  overlapSeconds: number,
): Promise<{ id: string; secret: string }> {
  const { id } = await findRow(db, idOrName);
  const now = Date.now();
  const until = now + overlapSeconds * 1000;
  const secret = newSecret();
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("client_secrets")
      .set({ expires_at: until })
      .where("client_id", "=", id)
      .where(({ eb, or }) =>
        or([eb("expires_at", "is", null), eb("expires_at", ">", until)]),
      )
      .execute();
    await transaction
      .deleteFrom("client_secrets")
      .where("client_id", "=", id)
      .where("expires_at", "<=", now)
      .execute();
    await transaction
      .insertInto("client_secrets")
      .values({
        id: ulid().toLowerCase(),
        client_id: id,
        hash: hashOf(secret),
        created_at: now,
        expires_at: null,
      })
      .execute();
  });
  return { id, secret };
}

export async function listClients(db: Database): Promise<ClientInfo[]> {
  const rows = await db
    .selectFrom("clients")
    .selectAll()
    .orderBy("name")
    .execute();
  return await Promise.all(rows.map((row) => infoOf(db, row)));
}

/** Throws AdminError if there is none. */
export async function showClient(
  db: Database,
  idOrName: string,
): Promise<ClientInfo> {
  return await infoOf(db, await findRow(db, idOrName));
}

async function infoOf(db: Database, row: ClientsTable): Promise<ClientInfo> {
  const { secrets } = await db
    .selectFrom("client_secrets")
    .select(({ fn }) => fn.countAll<number>().as("secrets"))
    .where("client_id", "=", row.id)
    .where(({ eb, or }) =>
      or([eb("expires_at", "is", null), eb("expires_at", ">", Date.now())]),
    )
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled === 1,
    domain: row.domain,
    scopes: row.scopes.split(" "),
    trunkCaller: row.trunk_caller === 1,
    callerPrefixes: texts(row.caller_prefixes),
    calleePrefixes: texts(row.callee_prefixes),
    premium: row.premium === 1,
    international: row.international === 1,
    callsPerMinute: row.calls_per_minute,
    callsAtOnce: row.calls_at_once,
    maskNumbers: texts(row.mask_numbers),
    recordingBeep: row.recording_beep === 1,
    handshake: row.handshake === 1,
    tokenUris: texts(row.token_uris),
    keys: row.jwks === null ? (row.jwks_uri ?? "none") : "given",
    external:
      row.external_issuer === null || row.external_id === null
        ? null
        : { issuer: row.external_issuer, id: row.external_id },
    secrets: Number(secrets),
    webhookSecrets: (await sealedWebhookSecrets(db, row, Date.now())).length,
    createdAt: new Date(row.created_at).toISOString(),
  };
}
