/** What an admin may see of deliveries, and have sent once more. */
import type { Database } from "../store/database.ts";
import { sealCredential } from "./credentials.ts";
import type { Sealing } from "./port.ts";

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
  createdAt: number;
  settledAt: number | null;
  /** when the call's queue is looked at next */
  dueAt: number | null;
};

export type ListQuery = {
  dead: boolean;
  callId: string | undefined;
  limit: number;
};

/** The newest first. */
export async function listDeliveries(
  db: Database,
  { dead, callId, limit }: ListQuery,
): Promise<ListedDelivery[]> {
  let query = withSinks(db);
  if (dead) query = query.where("deliveries.state", "=", "dead");
  if (callId !== undefined) {
    query = query.where("deliveries.call_id", "=", callId);
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
  const row = await withSinks(db).where("id", "=", id).executeTakeFirst();
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

/** `no_credential`: the sink wants a token and ours is wiped; it goes with a fresh one. */
export type Replayed =
  | "queued"
  | "unknown"
  | "already_queued"
  | "no_credential";

export type ReplayOptions = {
  now: number;
  /** a fresh token for the sink, in place of the wiped one */
  token?: string;
  sealing: Sealing;
};

/** Sends one event again, with its id and before newer ones of its call, but behind those of a call that is just being sent; a running gateway sees it within moments. */
export async function replayDelivery(
  db: Database,
  id: string,
  { now, token, sealing }: ReplayOptions,
): Promise<Replayed> {
  return await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom("deliveries")
      .innerJoin("sinks", "sinks.call_id", "deliveries.call_id")
      .select(["deliveries.seq", "deliveries.state", "deliveries.call_id"])
      .select(["sinks.credential", "sinks.credential_kind"])
      .select("sinks.state as sink_state")
      .where("deliveries.id", "=", id)
      .executeTakeFirst();
    if (row === undefined) return "unknown";
    if (row.state === "queued") return "already_queued";
    const isWiped = row.credential_kind !== null && row.credential === null;
    if (isWiped && token === undefined) return "no_credential";
    await transaction
      .updateTable("deliveries")
      .set({ state: "queued", reason: null, tries: 0, settled_at: null })
      .where("seq", "=", row.seq)
      .execute();
    await transaction
      .updateTable("sinks")
      .set({
        // One that is closed stays so: its call is over, and behind this event it is wiped again.
        state: row.sink_state === "stopped" ? "open" : row.sink_state,
        reason: null,
        ...(token !== undefined && fresh(token, sealing)),
      })
      .where("call_id", "=", row.call_id)
      .execute();
    // A queue that a worker has in hand it looks at again by itself.
    await transaction
      .updateTable("sinks")
      .set({ due_at: now })
      .where("call_id", "=", row.call_id)
      .where("leased_by", "is", null)
      .execute();
    return "queued";
  });
}

/** Ids of all dead letters, the oldest first. */
export async function deadLetters(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom("deliveries")
    .select("id")
    .where("state", "=", "dead")
    .where("settled_at", "is not", null)
    .orderBy("seq")
    .execute();
  return rows.map(({ id }) => id);
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

function fresh(token: string, sealing: Sealing) {
  const credential = {
    kind: "access_token",
    token,
    expiresAt: Number.MAX_SAFE_INTEGER,
  } as const;
  return {
    credential: sealCredential(sealing, credential),
    credential_kind: credential.kind,
    // The admin answers for how long it is good.
    expires_at: null,
  };
}

function withSinks(db: Database) {
  return db
    .selectFrom("deliveries")
    .innerJoin("sinks", "sinks.call_id", "deliveries.call_id")
    .select(["seq", "id", "deliveries.call_id", "deliveries.state", "body"])
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
    createdAt: row.created_at,
    settledAt: row.settled_at,
    dueAt: row.state === "queued" ? row.due_at : null,
  };
}
