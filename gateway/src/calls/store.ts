import type { CallState } from "@ringback/shared/call/states.ts";
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../store/database.ts";
import type { Tables } from "../store/tables.ts";
import type { CallEvent } from "./bus.ts";
import { DomainError } from "./errors.ts";
import { eventType } from "./event-type.ts";
import { refuseWhileRinging } from "./ringing.ts";
import { type CallRow, type Snapshot, viewOf } from "./snapshot.ts";

/** Reads and writes calls. Every write is one transaction: state, legs and event together. */
export class CallStore {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Writes the call, its first event and its claims of `iden` and `<iden>-2`. Throws DomainError `iden_in_use` or `phone_ringing`; then nothing is written. */
  async create(call: CallRow): Promise<CallEvent> {
    const snapshot: Snapshot = { call, legs: [] };
    return await this.#db.transaction().execute(async (transaction) => {
      await transaction.insertInto("calls").values(call).execute();
      const claimed = await transaction
        .insertInto("call_aliases")
        .values([
          { kind: "iden", value: aliasOf(call.iden), call_id: call.id },
          { kind: "iden", value: aliasOf(`${call.iden}-2`), call_id: call.id },
        ])
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (claimed.numInsertedOrUpdatedRows !== 2n) {
        throw new DomainError(
          "conflict",
          "iden_in_use",
          "a call with this iden exists already",
        );
      }
      await refuseWhileRinging(transaction, call);
      return await this.#insertEvent(
        transaction,
        snapshot,
        "initiated",
        1,
        call.created_at,
      );
    });
  }

  /** Writes `next` over `before`. Only the caller's queue may write a call, so the version can not have moved; it is checked all the same. */
  async replace(
    before: Snapshot,
    next: Snapshot,
    at: number,
  ): Promise<CallEvent> {
    return await this.#db.transaction().execute(async (transaction) => {
      const { id, ...columns } = next.call;
      const updated = await transaction
        .updateTable("calls")
        .set(columns)
        .where("id", "=", id)
        .where("version", "=", before.call.version)
        .executeTakeFirst();
      if (updated.numUpdatedRows !== 1n) {
        throw new DomainError(
          "internal",
          "version_moved",
          "call changed by somebody else",
        );
      }
      for (const leg of next.legs) {
        if (before.legs.includes(leg)) continue;
        await transaction
          .insertInto("call_legs")
          .values(leg)
          .onConflict((conflict) =>
            conflict.columns(["call_id", "role"]).doUpdateSet(leg),
          )
          .execute();
      }
      return await this.#insertEvent(
        transaction,
        next,
        eventType(before, next),
        next.call.version,
        at,
      );
    });
  }

  /** Moves a deadline and nothing else: no event, because nothing happened to the call. */
  async postpone(callId: string, deadlineAt: number): Promise<void> {
    await this.#db
      .updateTable("calls")
      .set({ deadline_at: deadlineAt })
      .where("id", "=", callId)
      .where("state", "!=", "ended")
      .execute();
  }

  /** Moves every deadline: the clock was set by this much. */
  async shiftDeadlines(ms: number): Promise<void> {
    await this.#db
      .updateTable("calls")
      .set((eb) => ({ deadline_at: eb("deadline_at", "+", ms) }))
      .where("state", "!=", "ended")
      .execute();
  }

  /** Gives a call that is only `created` to another PBX: no event, because nothing happened to it. */
  async assign(callId: string, pbx: string): Promise<void> {
    await this.#db
      .updateTable("calls")
      .set({ pbx })
      .where("id", "=", callId)
      .where("state", "=", "created")
      .execute();
  }

  async find(callId: string): Promise<Snapshot | undefined> {
    const [snapshot] = await load(this.#db, "id", callId);
    return snapshot;
  }

  async findByIden(iden: string): Promise<Snapshot | undefined> {
    const alias = await this.#db
      .selectFrom("call_aliases")
      .select("call_id")
      .where("kind", "=", "iden")
      .where("value", "=", aliasOf(iden))
      .executeTakeFirst();
    return alias === undefined ? undefined : await this.find(alias.call_id);
  }

  async live(): Promise<Snapshot[]> {
    return await load(this.#db);
  }

  /** The user's live calls and the newest event number, both of the same moment. */
  async liveOf(userId: string): Promise<{ live: Snapshot[]; seq: number }> {
    return await this.#db
      .transaction()
      .setAccessMode("read only")
      .execute(async (transaction) => ({
        live: await load(transaction, "user_id", userId),
        seq: await newestSeq(transaction),
      }));
  }

  /** The newest event number, 0 where there is none. */
  async lastSeq(): Promise<number> {
    return await newestSeq(this.#db);
  }

  /** How many live calls are in each state; states without any are left out. */
  async countLive(): Promise<ReadonlyMap<CallState, number>> {
    const rows = await this.#db
      .selectFrom("calls")
      .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
      .where("state", "!=", "ended")
      .groupBy("state")
      .execute();
    return new Map(rows.map(({ state, count }) => [state, Number(count)]));
  }

  /** Ids of live calls whose deadline has passed at that moment, epoch milliseconds. */
  async overdue(at: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("calls")
      .select("id")
      .where("deadline_at", "<=", at)
      .orderBy("deadline_at")
      .execute();
    return rows.map((row) => row.id);
  }

  async #insertEvent(
    transaction: Transaction<Tables>,
    snapshot: Snapshot,
    type: string,
    callSeq: number,
    occurredAt: number,
  ): Promise<CallEvent> {
    const view = viewOf(snapshot);
    const { seq } = await transaction
      .insertInto("call_events")
      .values({
        call_id: snapshot.call.id,
        workspace_id: snapshot.call.workspace_id,
        user_id: snapshot.call.user_id,
        call_seq: callSeq,
        type,
        occurred_at: occurredAt,
        recorded_at: this.#now(),
        body: JSON.stringify(view),
      })
      .returning("seq")
      .executeTakeFirstOrThrow();
    return {
      seq,
      type,
      workspaceId: snapshot.call.workspace_id,
      userId: snapshot.call.user_id,
      via: snapshot.call.placed_via,
      call: view,
    };
  }
}

/** Asterisk finds channels by id without regard to case, so two calls must not differ in case alone. */
function aliasOf(iden: string): string {
  return iden.toLowerCase();
}

async function newestSeq(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom("call_events")
    .select(({ fn }) => fn.max("seq").as("seq"))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** All live calls, those of one user, or one call by id, live or not. */
async function load(
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
