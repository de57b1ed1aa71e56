import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Who fetched a recording, and who removed one: kept when the recording itself is gone. */
export const recordingReads: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("recording_reads")
      .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
      .addColumn("call_id", "text", (c) => c.notNull())
      .addColumn("act", "text", (c) => c.notNull())
      .addColumn("client_id", "text")
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("address", "text")
      .addColumn("correlator", "text")
      .addColumn("ended", "text")
      .addColumn("ended_at", "bigint")
      .addColumn("gone_at", "bigint")
      .execute();
    await db.schema
      .createIndex("recording_reads_call")
      .on("recording_reads")
      .column("call_id")
      .execute();
    await db.schema
      .createIndex("recording_reads_gone")
      .on("recording_reads")
      .column("gone_at")
      .execute();
  },
};
