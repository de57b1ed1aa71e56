/** The statements of every attempt, built once: building one costs more than running it. Lists are JSON, so that one statement serves all lengths. */
import { type Insertable, type Kysely, sql } from "kysely";
import type { DeliveriesTable, SinksTable } from "../store/delivery-tables.ts";
import { prepared } from "../store/prepared.ts";
import type { Tables } from "../store/tables.ts";

/** JSON: a list of call ids, or of objects. */
type Listed = { list: string };

const items = (list: string) =>
  sql<{ value: string }>`json_each(${list})`.as("item");
const member = <T>(name: string) => sql<T>`item.value ->> ${sql.lit(name)}`;
const listed = (db: Kysely<Tables>, { list }: Listed) =>
  db.selectFrom(items(list)).select("item.value");
/** Not by way of an index: the list names fewer rows. */
const leasedBy = sql<string | null>`coalesce(sinks.leased_by, '')`;

export const insertSink = prepared((db, row: SinksTable) =>
  db.insertInto("sinks").values(row),
);

/** How a call's sink stands. */
export const findSink = prepared((db, it: { callId: string }) =>
  db
    .selectFrom("sinks")
    .select(["state", "reason", "due_at"])
    .where("call_id", "=", it.callId),
);

export const insertDelivery = prepared((db, row: Insertable<DeliveriesTable>) =>
  db.insertInto("deliveries").values(row),
);

export const setDue = prepared((db, it: { callId: string; at: number }) =>
  db
    .updateTable("sinks")
    .set({ due_at: it.at })
    .where("call_id", "=", it.callId),
);

type Look = { now: number; limit: number };

const oldestDue = (db: Kysely<Tables>, it: Look) =>
  db
    .selectFrom("sinks")
    .select(["call_id", "client_id", "lane"])
    .where("due_at", "<=", it.now)
    .orderBy("due_at")
    .limit(it.limit);

/** Calls whose queue is due and in nobody's hands, the longest due first. */
export const findDue = prepared((db, it: Look) =>
  oldestDue(db, it).where("leased_by", "is", null),
);

/** Calls whose lease has ended: their worker is gone. */
export const findExpired = prepared((db, it: Look) =>
  oldestDue(db, it).where("leased_by", "is not", null),
);

type LookByLane = Look & {
  limitPerLane: number;
  /** JSON: lists of what has no place now */
  lanes: string;
  clients: string;
};

/**
 * Of what is due, that in nobody's hands, of each lane so much: what waits in a lane or of a client without a place costs
 * nothing, however much it is. The lanes are found one by one in the index. All joins are in the order they are written.
 */
export const findDueByLane = prepared((db, it: LookByLane) => {
  const waiting = sql`n.due_at is not null and n.leased_by is null`;
  const first = sql`select n.rowid from sinks as n where ${waiting} order by n.lane, n.due_at limit 1`;
  const next = sql`select n.rowid from sinks as n where ${waiting} and n.lane > lanes.lane order by n.lane, n.due_at limit 1`;
  const some = sql`select d.rowid from sinks as d where d.lane = lanes.lane and d.due_at <= ${it.now} and d.leased_by is null order by d.due_at limit ${it.limitPerLane}`;
  const query = sql<Pick<SinksTable, "call_id" | "client_id" | "lane">>`
      with recursive lanes(lane, client_id, due_at) as (
        select lane, client_id, due_at from sinks where rowid = (${first})
        union all
        select head.lane, head.client_id, head.due_at
        from lanes cross join sinks as head
        where head.rowid = (${next})
      )
      select due.call_id, due.client_id, due.lane
      from lanes
      cross join json_each((select json_group_array(some.rowid) from (${some}) as some)) as item
      cross join sinks as due
      where due.rowid = item.value
        and lanes.due_at <= ${it.now}
        and lanes.lane not in (select value from json_each(${it.lanes}))
        and lanes.client_id not in (select value from json_each(${it.clients}))
      order by due.due_at
      limit ${it.limit}`;
  return { compile: () => query.compile(db) };
});

/** Leases the listed calls that are still due. */
export const takeSinks = prepared(
  (db, it: Listed & { worker: string; now: number; until: number }) =>
    db
      .updateTable("sinks")
      .set({ leased_by: it.worker, due_at: it.until })
      .where("call_id", "in", listed(db, it))
      .where("due_at", "<=", it.now)
      .returningAll(),
);

/** Renews the leases of the listed calls that this worker has. */
export const keepSinks = prepared(
  (db, it: Listed & { worker: string; until: number }) =>
    db
      .updateTable("sinks")
      .set({ due_at: it.until })
      .where("call_id", "in", listed(db, it))
      .where(leasedBy, "=", it.worker),
);

/** Of the listed calls, those that this worker still has. */
export const findLeases = prepared((db, it: Listed & { worker: string }) =>
  db
    .selectFrom("sinks")
    .select("call_id")
    .where("call_id", "in", listed(db, it))
    .where(leasedBy, "=", it.worker),
);

export type Behind = { callId: string; seq: number };

/** List of `Behind`: of each call the oldest event that waits behind this one. */
export const findNext = prepared((db, { list }: Listed) =>
  db
    .selectFrom(items(list))
    .innerJoin("deliveries", (join) =>
      join.on(
        "deliveries.seq",
        "=",
        sql<number>`(select n.seq from deliveries as n where n.call_id = ${member("callId")} and n.seq > ${member("seq")} and n.state = 'queued' order by n.seq limit 1)`,
      ),
    )
    .selectAll("deliveries"),
);

export type Attempted = {
  seq: number;
  at: number;
  durationMs: number;
  status: number | null;
  error: string | null;
  retryAt: number | null;
};

/** List of `Attempted`. */
export const insertAttempts = prepared((db, { list }: Listed) =>
  db
    .insertInto("delivery_attempts")
    .columns([
      "delivery_seq",
      "at",
      "duration_ms",
      "status",
      "error",
      "retry_at",
    ])
    .expression(
      db
        .selectFrom(items(list))
        .select([
          member<number>("seq").as("delivery_seq"),
          member<number>("at").as("at"),
          member<number>("durationMs").as("duration_ms"),
          member<number | null>("status").as("status"),
          member<string | null>("error").as("error"),
          member<number | null>("retryAt").as("retry_at"),
        ]),
    ),
);

export type Tried = Pick<DeliveriesTable, "state" | "reason" | "tries"> & {
  seq: number;
  settledAt: number | null;
};

/** List of `Tried`. */
export const updateTried = prepared((db, { list }: Listed) =>
  db
    .updateTable("deliveries")
    .from(items(list))
    .set({
      state: member<Tried["state"]>("state"),
      reason: member<string | null>("reason"),
      tries: member<number>("tries"),
      settled_at: member<number | null>("settledAt"),
    })
    .where("deliveries.seq", "=", member<number>("seq")),
);

export type Ended = { callId: string; dueAt: number | null };

/** List of `Ended`: this worker's leases that end. */
export const endLeases = prepared((db, it: Listed & { worker: string }) =>
  db
    .updateTable("sinks")
    .from(items(it.list))
    .set({ leased_by: null, due_at: member<number | null>("dueAt") })
    .where("sinks.call_id", "=", member<string>("callId"))
    .where(leasedBy, "=", it.worker),
);

/** The token has done its work. What fetches a token is no secret, and a replay needs it. */
const closing = (db: Kysely<Tables>, it: Listed) =>
  db
    .updateTable("sinks")
    .set({
      state: "closed",
      due_at: null,
      leased_by: null,
      credential: sql<
        string | null
      >`case credential_kind when 'access_token' then null else credential end`,
    })
    .where("call_id", "in", listed(db, it));

export const closeSinks = prepared(closing);

/** Of these calls, those in which no event waits and whose last event is written: it may be one before the last that was replayed. */
export const closeFinished = prepared((db, it: Listed) =>
  closing(db, it)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb("state", "=", "closed"),
        exists(
          selectFrom("deliveries")
            .select("seq")
            .whereRef("deliveries.call_id", "=", "sinks.call_id")
            .where("is_final", "=", 1),
        ),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("deliveries")
            .select("seq")
            .whereRef("deliveries.call_id", "=", "sinks.call_id")
            .where("deliveries.state", "=", "queued"),
        ),
      ),
    )
    .returning("call_id"),
);
