import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Whether the PBX has taken the order to hang a call up: until then its parties talk on, whoever ordered its end. */
export const hangupTold: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("calls")
      .addColumn("hangup_told", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
