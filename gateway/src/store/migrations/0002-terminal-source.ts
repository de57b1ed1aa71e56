import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Terminals and users that a telephone system knows stand beside those the admin made. */
export const terminalSource: Migration = {
  async up(db: Kysely<unknown>) {
    for (const table of ["terminals", "users"])
      await db.schema
        .alterTable(table)
        .addColumn("source", "text", (column) =>
          column.notNull().defaultTo("local"),
        )
        .execute();
  },
};
