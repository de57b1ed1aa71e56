import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Orders of programs by their `Idempotency-Key`, and terminals by the number that programs call them by. */
export const ctdOrders: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("ctd_orders")
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("key", "text", (c) => c.notNull())
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("call_id", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("ctd_orders_key", ["client_id", "key"])
      .execute();
    await db.schema
      .createIndex("ctd_orders_age")
      .on("ctd_orders")
      .columns(["created_at"])
      .execute();
    await db.schema
      .createIndex("terminals_number")
      .on("terminals")
      .columns(["number"])
      .execute();
  },
};
