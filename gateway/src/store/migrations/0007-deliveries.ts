import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

async function createSinks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sinks")
    .addColumn("call_id", "text", (c) => c.primaryKey())
    .addColumn("client_id", "text", (c) => c.notNull())
    .addColumn("url", "text", (c) => c.notNull())
    .addColumn("lane", "text", (c) => c.notNull())
    .addColumn("credential", "text")
    .addColumn("credential_kind", "text")
    .addColumn("expires_at", "bigint")
    .addColumn("correlator", "text")
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("reason", "text")
    .addColumn("due_at", "bigint")
    .addColumn("leased_by", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("sinks_due")
    .on("sinks")
    .columns(["due_at"])
    .where(sql.ref("due_at"), "is not", null)
    .execute();
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("deliveries")
    .addColumn("seq", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("id", "text", (c) => c.notNull().unique())
    .addColumn("call_id", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("is_final", "integer", (c) => c.notNull())
    .addColumn("held_until", "bigint")
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("reason", "text")
    .addColumn("tries", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("settled_at", "bigint")
    .execute();
  await db.schema
    .createIndex("deliveries_queue")
    .on("deliveries")
    .columns(["call_id", "seq"])
    .execute();
  await db.schema
    .createIndex("deliveries_state")
    .on("deliveries")
    .columns(["state", "settled_at"])
    .execute();
}

/** Events of calls, on their way to whoever asked for them. */
export const deliveries: Migration = {
  async up(db: Kysely<unknown>) {
    await createSinks(db);
    await createDeliveries(db);
    await db.schema
      .createTable("delivery_attempts")
      .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
      .addColumn("delivery_seq", "integer", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("duration_ms", "integer", (c) => c.notNull())
      .addColumn("status", "integer")
      .addColumn("error", "text")
      .addColumn("retry_at", "bigint")
      .execute();
    await db.schema
      .createIndex("delivery_attempts_of")
      .on("delivery_attempts")
      .columns(["delivery_seq"])
      .execute();
  },
};
