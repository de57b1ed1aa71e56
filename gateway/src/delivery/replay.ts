/** What an admin has sent once more. */
import type { Transaction } from "kysely";
import type { Database } from "../store/database.ts";
import type { Tables } from "../store/tables.ts";
import type { Filter } from "./admin.ts";
import { sealCredential } from "./credentials.ts";
import type { Sealing } from "./port.ts";

/** `no_credential`: the sink wants a token and ours is wiped; it goes with a fresh one. `token_unwanted`: a token was given, and the sink has none in place of which it could go; nothing was changed. */
export type Replayed =
  | "queued"
  | "unknown"
  | "already_queued"
  | "no_credential"
  | "token_unwanted";

export type ReplayOptions = {
  now: number;
  /** a fresh token for a sink that was ordered with one, in place of that one */
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
    const row = await withSink(transaction, id);
    if (row === undefined) return "unknown";
    if (row.state === "queued") return "already_queued";
    const wantsToken = row.credential_kind === "access_token";
    if (token !== undefined && !wantsToken) return "token_unwanted";
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

/** Sends all dead letters of a client or a call again, the oldest first. A token goes to those sinks alone that were ordered with one: say whose it is. */
export async function replayDead(
  db: Database,
  which: Filter,
  options: ReplayOptions,
): Promise<{ id: string; result: Replayed }[]> {
  const { token: _, ...withoutToken } = options;
  const told: { id: string; result: Replayed }[] = [];
  for (const id of await deadLetters(db, which)) {
    const result = await replayDelivery(db, id, options);
    told.push({
      id,
      result:
        result === "token_unwanted"
          ? await replayDelivery(db, id, withoutToken)
          : result,
    });
  }
  return told;
}

/** Ids, the oldest first. */
export async function deadLetters(
  db: Database,
  { callId, clientId }: Filter = {},
): Promise<string[]> {
  let query = db
    .selectFrom("deliveries")
    .innerJoin("sinks", "sinks.call_id", "deliveries.call_id")
    .select("deliveries.id")
    .where("deliveries.state", "=", "dead")
    .where("settled_at", "is not", null);
  if (callId !== undefined) {
    query = query.where("deliveries.call_id", "=", callId);
  }
  if (clientId !== undefined) query = query.where("client_id", "=", clientId);
  const rows = await query.orderBy("seq").execute();
  return rows.map(({ id }) => id);
}

async function withSink(transaction: Transaction<Tables>, id: string) {
  return await transaction
    .selectFrom("deliveries")
    .innerJoin("sinks", "sinks.call_id", "deliveries.call_id")
    .select(["deliveries.seq", "deliveries.state", "deliveries.call_id"])
    .select(["sinks.credential", "sinks.credential_kind"])
    .select("sinks.state as sink_state")
    .where("deliveries.id", "=", id)
    .executeTakeFirst();
}

function fresh(token: string, sealing: Sealing) {
  const credential = {
    kind: "access_token",
    token,
    expiresAt: Number.MAX_SAFE_INTEGER,
  } as const;
  return {
    credential: sealCredential(sealing, credential),
    // The admin answers for how long it is good.
    expires_at: null,
  };
}
