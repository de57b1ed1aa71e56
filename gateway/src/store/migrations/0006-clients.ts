import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Programs and how each proves who it is. Lists are JSON. */
async function createClients(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("clients")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) =>
      c.notNull().references("workspaces.id"),
    )
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("enabled", "integer", (c) => c.notNull())
    .addColumn("scopes", "text", (c) => c.notNull())
    .addColumn("trunk_caller", "integer", (c) => c.notNull())
    .addColumn("caller_prefixes", "text", (c) => c.notNull())
    .addColumn("callee_prefixes", "text", (c) => c.notNull())
    .addColumn("premium", "integer", (c) => c.notNull())
    .addColumn("international", "integer", (c) => c.notNull())
    .addColumn("calls_per_minute", "integer", (c) => c.notNull())
    .addColumn("calls_at_once", "integer", (c) => c.notNull())
    .addColumn("mask_numbers", "text", (c) => c.notNull())
    .addColumn("recording_beep", "integer", (c) => c.notNull())
    .addColumn("handshake", "integer", (c) => c.notNull())
    .addColumn("webhook_secret_sealed", "text")
    .addColumn("domain", "text", (c) => c.notNull())
    .addColumn("jwks", "text")
    .addColumn("jwks_uri", "text")
    .addColumn("key_version", "integer", (c) => c.notNull())
    .addColumn("external_issuer", "text")
    .addColumn("external_id", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("clients_name", ["workspace_id", "name"])
    .addUniqueConstraint("clients_external", ["external_issuer", "external_id"])
    .execute();
  await db.schema
    .createTable("client_secrets")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("client_id", "text", (c) =>
      c.notNull().references("clients.id").onDelete("cascade"),
    )
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint")
    .execute();
  await db.schema
    .createIndex("client_secrets_client")
    .on("client_secrets")
    .column("client_id")
    .execute();
}

/** Programs, their secrets, and the keys that sign their tokens. */
export const clients: Migration = {
  async up(db: Kysely<unknown>) {
    await createClients(db);
    await db.schema
      .createTable("signing_keys")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("public_jwk", "text", (c) => c.notNull())
      .addColumn("private_sealed", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("signs_from", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint")
      .execute();
  },
};
