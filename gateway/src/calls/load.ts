import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.ts";
import type { Snapshot } from "./snapshot.ts";

/** All live calls, those of one user, or one call by id, live or not. */
export async function load(
  db: Kysely<Tables>,
  column?: "id" | "user_id",
  value?: string,
): Promise<Snapshot[]> {
  let query = db.selectFrom("calls").selectAll();
  if (column !== "id") query = query.where("state", "!=", "ended");
  if (column !== undefined) query = query.where(column, "=", value ?? "");
  const calls = await query.orderBy("created_at").execute();
  if (calls.length === 0) return [];
  const legs = await db
    .selectFrom("call_legs")
    .selectAll()
    .where(
      "call_id",
      "in",
      calls.map((call) => call.id),
    )
    .orderBy("role")
    .execute();
  return calls.map((call) => ({
    call,
    legs: legs.filter((leg) => leg.call_id === call.id),
  }));
}

/** The newest event number, 0 where there is none. */
export async function newestSeq(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom("call_events")
    .select(({ fn }) => fn.max("seq").as("seq"))
    .executeTakeFirst();
  return row?.seq ?? 0;
}
