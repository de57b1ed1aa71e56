import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Where the gateway may fetch tokens for a program's sinks, JSON; nowhere until an admin says so. */
export const tokenUris: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("clients")
      .addColumn("token_uris", "text", (c) => c.notNull().defaultTo("[]"))
      .execute();
  },
};
