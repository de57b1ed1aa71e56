/** What an admin may see of deliveries. */
import type { Database } from "../store/database.ts";

export type ListedDelivery = {
  id: string;
  callId: string;
  /** of the event, such as its state */
  state: "queued" | "delivered" | "dead";
  reason: string | null;
  tries: number;
  /** without its query string, which may hold a secret */
  sink: string;
  clientId: string;
  /** null: the client was removed since */
  clientName: string | null;
  createdAt: number;
  settledAt: number | null;
  /** when the call's queue is looked at next */
  dueAt: number | null;
};

/** Which events are meant: all where nothing is said. */
export type Filter = {
  callId?: string | undefined;
  clientId?: string | undefined;
};

export type ListQuery = Filter & { dead: boolean; limit: number };

/** The newest first. */
export async function listDeliveries(
  db: Database,
  { dead, callId, clientId, limit }: ListQuery,
): Promise<ListedDelivery[]> {
  let query = withSinks(db);
  if (dead)
    query = query
      .where("deliveries.state", "=", "dead")
      .where("settled_at", "is not", null);
  if (callId !== undefined) {
    query = query.where("deliveries.call_id", "=", callId);
  }
  if (clientId !== undefined) {
    query = query.where("sinks.client_id", "=", clientId);
  }
  const rows = await query.orderBy("seq", "desc").limit(limit).execute();
  return rows.map(listed);
}

export type ShownDelivery = ListedDelivery & {
  correlator: string | null;
  /** as it is sent */
  body: unknown;
  attempts: {
    at: number;
    durationMs: number;
    status: number | null;
    error: string | null;
    retryAt: number | null;
  }[];
};

/** Undefined where there is none with this id. */
export async function showDelivery(
  db: Database,
  id: string,
): Promise<ShownDelivery | undefined> {
  const row = await withSinks(db)
    .where("deliveries.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const attempts = await db
    .selectFrom("delivery_attempts")
    .selectAll()
    .where("delivery_seq", "=", row.seq)
    .orderBy("id")
    .execute();
  return {
    ...listed(row),
    correlator: row.correlator,
    body: JSON.parse(row.body),
    attempts: attempts.map((each) => ({
      at: each.at,
      durationMs: each.duration_ms,
      status: each.status,
      error: each.error,
      retryAt: each.retry_at,
    })),
  };
}

/** What waits and what is given up, for the figures. `oldestAt`: when the oldest waiting event was written. */
export async function countDeliveries(
  db: Database,
): Promise<{ queued: number; dead: number; oldestAt: number | null }> {
  const dead = await db
    .selectFrom("deliveries")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("state", "=", "dead")
    .where("settled_at", "is not", null)
    .executeTakeFirstOrThrow();
  const queued = await db
    .selectFrom("deliveries")
    .select(({ fn }) => [
      fn.countAll<number>().as("count"),
      fn.min("created_at").as("oldest"),
    ])
    // By way of the sinks, of which few wait: of all events most are delivered.
    .where("call_id", "in", ({ selectFrom }) =>
      selectFrom("sinks")
        .select("call_id")
        .where("due_at", "is not", null)
        .where("leased_by", "is", null)
        .unionAll(
          selectFrom("sinks")
            .select("call_id")
            .where("leased_by", "is not", null),
        ),
    )
    .where("state", "=", "queued")
    .executeTakeFirstOrThrow();
  return {
    queued: Number(queued.count),
    dead: Number(dead.count),
    oldestAt: queued.oldest,
  };
}

function withSinks(db: Database) {
  return db
    .selectFrom("deliveries")
    .innerJoin("sinks", "sinks.call_id", "deliveries.call_id")
    .leftJoin("clients", "clients.id", "sinks.client_id")
    .select(["seq", "deliveries.id", "deliveries.call_id", "body"])
    .select(["deliveries.state", "clients.name as client_name"])
    .select(["deliveries.reason", "tries", "deliveries.created_at"])
    .select(["settled_at", "url", "client_id", "due_at", "correlator"]);
}

type Row = Awaited<
  ReturnType<ReturnType<typeof withSinks>["executeTakeFirstOrThrow"]>
>;

function listed(row: Row): ListedDelivery {
  const { origin, pathname } = new URL(row.url);
  return {
    id: row.id,
    callId: row.call_id,
    state: row.state,
    reason: row.reason,
    tries: row.tries,
    sink: origin + pathname,
    clientId: row.client_id,
    clientName: row.client_name,
    createdAt: row.created_at,
    settledAt: row.settled_at,
    dueAt: row.state === "queued" ? row.due_at : null,
  };
}
