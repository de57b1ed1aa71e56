import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

async function createDirectory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("workspaces")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("users")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) =>
      c.notNull().references("workspaces.id"),
    )
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("users_name", ["workspace_id", "name"])
    .execute();
  await db.schema
    .createTable("terminals")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) =>
      c.notNull().references("workspaces.id"),
    )
    .addColumn("user_id", "text", (c) =>
      c.notNull().references("users.id").onDelete("cascade"),
    )
    .addColumn("username", "text", (c) => c.notNull())
    .addColumn("domain", "text", (c) => c.notNull())
    .addColumn("ha1", "text", (c) => c.notNull())
    .addColumn("credential_version", "integer", (c) => c.notNull())
    .addColumn("endpoint", "text", (c) => c.notNull())
    .addColumn("extension", "text", (c) => c.notNull())
    .addColumn("number", "text")
    .addColumn("enabled", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("terminals_aor", ["username", "domain"])
    .execute();
}

async function createCalls(db: Kysely<unknown>): Promise<void> {
  // Terminals and users may go while their calls stay: the log outlives the people in it, hence no reference.
  await db.schema
    .createTable("calls")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull())
    .addColumn("user_id", "text", (c) => c.notNull())
    .addColumn("terminal_id", "text", (c) => c.notNull())
    .addColumn("placed_via", "text", (c) => c.notNull())
    .addColumn("pbx", "text", (c) => c.notNull())
    .addColumn("iden", "text", (c) => c.notNull())
    .addColumn("destination", "text", (c) => c.notNull())
    .addColumn("destination_e164", "text")
    .addColumn("dial_string", "text", (c) => c.notNull())
    .addColumn("endpoint", "text", (c) => c.notNull())
    .addColumn("extension", "text", (c) => c.notNull())
    .addColumn("dial_timeout_s", "integer", (c) => c.notNull())
    .addColumn("max_duration_ms", "bigint", (c) => c.notNull())
    .addColumn("optimize", "integer", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("substate", "text", (c) => c.notNull())
    .addColumn("outcome", "text")
    .addColumn("end_reason", "text")
    .addColumn("ended_by", "text")
    .addColumn("q850", "integer")
    .addColumn("approximate", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("answered_at", "bigint")
    .addColumn("ended_at", "bigint")
    .addColumn("deadline_at", "bigint")
    .addColumn("version", "integer", (c) => c.notNull())
    .addCheckConstraint(
      "calls_outcome",
      sql`(state = 'ended') = (outcome is not null)`,
    )
    .execute();
  await db.schema
    .createIndex("calls_live")
    .on("calls")
    .columns(["user_id"])
    .where(sql.ref("state"), "!=", sql.lit("ended"))
    .execute();
  await db.schema
    .createIndex("calls_deadline")
    .on("calls")
    .columns(["deadline_at"])
    .where(sql.ref("deadline_at"), "is not", null)
    .execute();
}

async function createCallDetails(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("call_legs")
    .addColumn("call_id", "text", (c) => c.notNull().references("calls.id"))
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("channel", "text")
    .addColumn("unique_id", "text")
    .addColumn("dial_status", "text")
    .addColumn("q850", "integer")
    .addColumn("started_at", "bigint", (c) => c.notNull())
    .addColumn("ringing_at", "bigint")
    .addColumn("answered_at", "bigint")
    .addColumn("ended_at", "bigint")
    .addPrimaryKeyConstraint("call_legs_key", ["call_id", "role"])
    .execute();
  // AUTOINCREMENT: a sequence number told to a client is never given to another event, not even after a deletion.
  await db.schema
    .createTable("call_events")
    .addColumn("seq", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("call_id", "text", (c) => c.notNull())
    .addColumn("workspace_id", "text", (c) => c.notNull())
    .addColumn("user_id", "text", (c) => c.notNull())
    .addColumn("call_seq", "integer", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("occurred_at", "bigint", (c) => c.notNull())
    .addColumn("recorded_at", "bigint", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addUniqueConstraint("call_events_order", ["call_id", "call_seq"])
    .execute();
  await db.schema
    .createIndex("call_events_user")
    .on("call_events")
    .columns(["user_id", "seq"])
    .execute();
  await db.schema
    .createTable("call_aliases")
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("value", "text", (c) => c.notNull())
    .addColumn("call_id", "text", (c) => c.notNull().references("calls.id"))
    .addPrimaryKeyConstraint("call_aliases_key", ["kind", "value"])
    .execute();
}

export const initial: Migration = {
  async up(db: Kysely<unknown>) {
    await createDirectory(db);
    await createCalls(db);
    await createCallDetails(db);
    await db.schema
      .createTable("once")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("counter", "integer", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex("once_expiry")
      .on("once")
      .columns(["expires_at"])
      .execute();
  },
};
