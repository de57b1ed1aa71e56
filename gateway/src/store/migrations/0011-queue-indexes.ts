import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Each index holds only what it is asked for, so that what is delivered changes few pages of the file. */
export const queueIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const name of ["sinks_due", "deliveries_state"])
      await db.schema.dropIndex(name).execute();
    await db.schema
      .createIndex("sinks_due")
      .on("sinks")
      .columns(["due_at"])
      .where(sql.ref("due_at"), "is not", null)
      .where(sql.ref("leased_by"), "is", null)
      .execute();
    await db.schema
      .createIndex("sinks_waiting")
      .on("sinks")
      // With the last one the index alone answers.
      .columns(["lane", "due_at", "leased_by"])
      .where(sql.ref("due_at"), "is not", null)
      .where(sql.ref("leased_by"), "is", null)
      .execute();
    await db.schema
      .createIndex("sinks_leased")
      .on("sinks")
      .columns(["due_at"])
      .where(sql.ref("leased_by"), "is not", null)
      .execute();
    await db.schema
      .createIndex("deliveries_settled")
      .on("deliveries")
      .columns(["state", "settled_at"])
      .where(sql.ref("settled_at"), "is not", null)
      .execute();
  },
};
