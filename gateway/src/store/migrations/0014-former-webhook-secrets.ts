import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Keys that signed what a program's sinks get, and do so beside the new one until they end. */
export const formerWebhookSecrets: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("former_webhook_secrets")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("client_id", "text", (c) =>
        c.notNull().references("clients.id").onDelete("cascade"),
      )
      .addColumn("sealed", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex("former_webhook_secrets_client")
      .on("former_webhook_secrets")
      .column("client_id")
      .execute();
  },
};
