import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** At most one row: while it is there, nothing is dialled. */
export const pause: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("pause")
      .addColumn("id", "integer", (column) => column.primaryKey())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("paused_by", "text", (column) => column.notNull())
      .addColumn("reason", "text")
      .execute();
  },
};
