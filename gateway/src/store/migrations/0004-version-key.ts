import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** One row for the life of this database: the keys of the configuration may be changed, versions of credentials must stay. */
export const versionKey: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("version_key")
      .addColumn("id", "integer", (column) => column.primaryKey())
      .addColumn("key", "text", (column) => column.notNull())
      .execute();
    const key = randomBytes(32).toString("hex");
    await sql`insert into version_key (id, key) values (1, ${key})`.execute(db);
  },
};
