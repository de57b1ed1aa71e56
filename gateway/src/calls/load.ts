import type { Kysely } from "kysely";
import { prepared } from "../store/prepared.ts";
import type { Tables } from "../store/tables.ts";
import type { Snapshot } from "./snapshot.ts";

const callOf = prepared((db, { id }: { id: string }) =>
  db.selectFrom("calls").selectAll().where("id", "=", id),
);

const legsOf = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom("call_legs")
    .selectAll()
    .where("call_id", "=", id)
    .orderBy("role"),
);

const idOf = prepared((db, { value }: { value: string }) =>
  db
    .selectFrom("call_aliases")
    .select("call_id")
    .where("kind", "=", "iden")
    .where("value", "=", value),
);

/** One call, live or not. */
export async function loadOne(
  db: Kysely<Tables>,
  id: string,
): Promise<Snapshot | undefined> {
  const [calls, legs] = await Promise.all([
    callOf(db, { id }),
    legsOf(db, { id }),
  ]);
  const [call] = calls.rows;
  return call === undefined ? undefined : { call, legs: legs.rows };
}

/** `alias`: an iden as it is kept. */
export async function idOfAlias(
  db: Kysely<Tables>,
  alias: string,
): Promise<string | undefined> {
  const { rows } = await idOf(db, { value: alias });
  return rows[0]?.call_id;
}

/** All live calls, or those of one user. */
export async function loadLive(
  db: Kysely<Tables>,
  userId?: string,
): Promise<Snapshot[]> {
  let query = db.selectFrom("calls").selectAll().where("state", "!=", "ended");
  if (userId !== undefined) query = query.where("user_id", "=", userId);
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
