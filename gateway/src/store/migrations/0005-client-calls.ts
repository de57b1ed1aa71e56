import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What stood in `calls` before, in order. */
const KEPT = [
  ...["id", "workspace_id", "user_id", "terminal_id", "placed_via", "pbx"],
  ...["iden", "destination", "destination_e164", "dial_string", "endpoint"],
  ...["extension", "dial_timeout_s", "max_duration_ms", "optimize", "state"],
  ...["substate", "outcome", "end_reason", "ended_by", "q850", "approximate"],
  ...["created_at", "answered_at", "ended_at", "deadline_at", "version"],
];

async function createCalls(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("calls_new")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull())
    .addColumn("user_id", "text")
    .addColumn("terminal_id", "text")
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
    .addColumn("client_id", "text")
    .addColumn("caller_number", "text")
    .addColumn("callee_number", "text")
    .addColumn("shown_to_a", "text")
    .addColumn("shown_to_b", "text")
    .addColumn("masked", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("recording", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("recording_beep", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("a_dial", "text")
    .addColumn("b_endpoint", "text")
    .addCheckConstraint(
      "calls_outcome",
      sql`(state = 'ended') = (outcome is not null)`,
    )
    .execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
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
  await db.schema
    .createIndex("calls_client")
    .on("calls")
    .columns(["client_id"])
    .where(sql<boolean>`state != 'ended' and client_id is not null`)
    .execute();
  // A program's call between the same two people, while one is live, would be a second bell for both.
  await db.schema
    .createIndex("calls_pair")
    .unique()
    .on("calls")
    .columns(["workspace_id", "caller_number", "callee_number"])
    .where(sql<boolean>`state != 'ended' and client_id is not null`)
    .execute();
}

/** SQLite cannot take a NOT NULL away: the table is made again, while what refers to it stands aside. */
async function rebuildCalls(db: Kysely<unknown>): Promise<void> {
  const referring = ["call_legs", "call_aliases"];
  for (const table of referring) {
    await sql`create temp table ${sql.ref(`kept_${table}`)} as select * from ${sql.table(table)}`.execute(
      db,
    );
    await sql`delete from ${sql.table(table)}`.execute(db);
  }
  await createCalls(db);
  const columns = sql.join(KEPT.map((name) => sql.ref(name)));
  await sql`insert into calls_new (${columns}) select ${columns} from calls`.execute(
    db,
  );
  await db.schema.dropTable("calls").execute();
  await db.schema.alterTable("calls_new").renameTo("calls").execute();
  await createIndexes(db);
  for (const table of referring) {
    const kept = sql.ref(`kept_${table}`);
    await sql`insert into ${sql.table(table)} select * from ${kept}`.execute(
      db,
    );
    await sql`drop table ${kept}`.execute(db);
  }
}

async function rebuildEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("call_events_new")
    .addColumn("seq", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("call_id", "text", (c) => c.notNull())
    .addColumn("workspace_id", "text", (c) => c.notNull())
    .addColumn("user_id", "text")
    .addColumn("call_seq", "integer", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("occurred_at", "bigint", (c) => c.notNull())
    .addColumn("recorded_at", "bigint", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addUniqueConstraint("call_events_order", ["call_id", "call_seq"])
    .execute();
  await sql`insert into call_events_new select * from call_events`.execute(db);
  // A number that was told is not given again, though its row be gone.
  await sql`delete from sqlite_sequence where name = 'call_events_new'`.execute(
    db,
  );
  await sql`insert into sqlite_sequence (name, seq) select 'call_events_new', seq from sqlite_sequence where name = 'call_events'`.execute(
    db,
  );
  await db.schema.dropTable("call_events").execute();
  await db.schema
    .alterTable("call_events_new")
    .renameTo("call_events")
    .execute();
  await db.schema
    .createIndex("call_events_user")
    .on("call_events")
    .columns(["user_id", "seq"])
    .execute();
}

/** Calls that programs place: they have a client, numbers of both parties and what each is shown, and need no user. */
export const clientCalls: Migration = {
  async up(db: Kysely<unknown>) {
    await db.transaction().execute(async (transaction) => {
      await rebuildCalls(transaction);
      await rebuildEvents(transaction);
    });
  },
};
