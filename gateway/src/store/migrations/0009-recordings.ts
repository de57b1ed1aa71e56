import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Recordings of programs' calls, from the order until they are removed. */
export const recordings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("recordings")
      .addColumn("call_id", "text", (c) => c.notNull().primaryKey())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("bridged", "integer", (c) => c.notNull())
      .addColumn("spooled", "integer", (c) => c.notNull())
      .addColumn("reason", "text")
      .addColumn("file", "text")
      .addColumn("content_type", "text")
      .addColumn("bytes", "bigint")
      .addColumn("sha256", "text")
      .addColumn("duration_ms", "bigint")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("ended_at", "bigint")
      .addColumn("settled_at", "bigint")
      .execute();
    await db.schema
      .createIndex("recordings_state")
      .on("recordings")
      .columns(["state", "ended_at"])
      .execute();
    await db.schema
      .createIndex("recordings_spooled")
      .on("recordings")
      .columns(["spooled", "state"])
      .execute();
  },
};
