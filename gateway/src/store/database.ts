import { closeSync, openSync } from "node:fs";
import { Kysely, sql } from "kysely";
import {
  DEFAULT_MIGRATION_TABLE,
  type Migration,
  Migrator,
} from "kysely/migration";
import { initial } from "./migrations/0001-initial.ts";
import { terminalSource } from "./migrations/0002-terminal-source.ts";
import { pause } from "./migrations/0003-pause.ts";
import { versionKey } from "./migrations/0004-version-key.ts";
import { clientCalls } from "./migrations/0005-client-calls.ts";
import { clients } from "./migrations/0006-clients.ts";
import { deliveries } from "./migrations/0007-deliveries.ts";
import { ctdOrders } from "./migrations/0008-ctd-orders.ts";
import { recordings } from "./migrations/0009-recordings.ts";
import { tokenUris } from "./migrations/0010-token-uris.ts";
import { queueIndexes } from "./migrations/0011-queue-indexes.ts";
import { hangupTold } from "./migrations/0012-hangup-told.ts";
import { recordingReads } from "./migrations/0013-recording-reads.ts";
import { formerWebhookSecrets } from "./migrations/0014-former-webhook-secrets.ts";
import { openSqlite, type SqliteOptions } from "./sqlite/open.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** In order of time; a name, once released, keeps its meaning for ever. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-initial": initial,
  "0002-terminal-source": terminalSource,
  "0003-pause": pause,
  "0004-version-key": versionKey,
  "0005-client-calls": clientCalls,
  "0006-clients": clients,
  "0007-deliveries": deliveries,
  "0008-ctd-orders": ctdOrders,
  "0009-recordings": recordings,
  "0010-token-uris": tokenUris,
  "0011-queue-indexes": queueIndexes,
  "0012-hangup-told": hangupTold,
  "0013-recording-reads": recordingReads,
  "0014-former-webhook-secrets": formerWebhookSecrets,
};

/** Opens (and makes, if absent) the SQLite file. `:memory:` is allowed. Durable: WAL with synchronous FULL. */
export function openDatabase(options: SqliteOptions): Database {
  if (options.file !== ":memory:") createPrivately(options.file);
  return new Kysely<Tables>({ dialect: openSqlite(options) });
}

// The file holds HA1s, so it is its owner's alone from its first byte; SQLite gives its -wal and -shm the same mode.
function createPrivately(file: string): void {
  closeSync(openSync(file, "a", 0o600));
}

/** Brings the schema up to date; gives the names of the migrations that ran. Throws with the name of one that failed. */
export async function migrateToLatest(db: Database): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error, results } = await migrator.migrateToLatest();
  const failed = results?.find((result) => result.status === "Error");
  if (error !== undefined) {
    throw new Error(
      `database migration ${failed?.migrationName ?? "could not start"}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** Migrations that have yet to run, and names this program does not know: of a newer one. Changes nothing. */
export async function migrationState(
  db: Database,
): Promise<{ pending: string[]; unknown: string[] }> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const known = await migrator.getMigrations();
  const tables = await db.introspection.getTables({
    withInternalKyselyTables: true,
  });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) {
    return { pending: known.map(({ name }) => name), unknown: [] };
  }
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return {
    pending: known
      .filter(({ executedAt }) => executedAt === undefined)
      .map(({ name }) => name),
    unknown: rows
      .map(({ name }) => name)
      .filter((name) => !Object.hasOwn(MIGRATIONS, name)),
  };
}
