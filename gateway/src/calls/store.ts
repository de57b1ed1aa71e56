import type { CallState } from "@ringback/shared/call/states.ts";
import type { Transaction } from "kysely";
import type { Database } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import type { Tables } from "../store/tables.ts";
import type { CallEvent } from "./bus.ts";
import {
  type PairCall,
  refuseOwnSecondOfPair,
  refuseSecondOfPair,
  refuseWhileRinging,
} from "./doubles.ts";
import { DomainError } from "./errors.ts";
import { insertEvent } from "./event-row.ts";
import { eventType } from "./event-type.ts";
import type { CallFollower } from "./follower.ts";
import { idOfAlias, loadLive, loadOne, newestSeq } from "./load.ts";
import type { CallRow, LegRow, Snapshot } from "./snapshot.ts";

const insertCall = prepared((db, call: CallRow) =>
  db.insertInto("calls").values(call),
);

type Update = CallRow & { before: number };

const updateCall = prepared((db, { id, before, ...columns }: Update) =>
  db
    .updateTable("calls")
    .set(columns)
    .where("id", "=", id)
    .where("version", "=", before),
);

const putLeg = prepared((db, leg: LegRow) =>
  db
    .insertInto("call_legs")
    .values(leg)
    .onConflict((conflict) =>
      conflict.columns(["call_id", "role"]).doUpdateSet(leg),
    ),
);

type Idens = { id: string; first: string; second: string };

const insertAliases = prepared((db, { id, first, second }: Idens) =>
  db
    .insertInto("call_aliases")
    .values([
      { kind: "iden", value: first, call_id: id },
      { kind: "iden", value: second, call_id: id },
    ])
    .onConflict((conflict) => conflict.doNothing()),
);

/** Written in the transaction that writes a new call. */
export type Alongside = (
  transaction: Transaction<Tables>,
  call: CallRow,
) => Promise<void>;

const nothing: Alongside = () => Promise.resolve();

/** Reads and writes calls. Every write is one transaction: state, legs and event together. */
export class CallStore {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #followers: readonly CallFollower[];

  constructor(
    db: Database,
    now: () => number,
    followers: readonly CallFollower[] = [],
  ) {
    this.#db = db;
    this.#now = now;
    this.#followers = followers;
  }

  /**
   * Writes the call, its first event, its claims of `iden` and `<iden>-2`, and what `alongside` writes.
   * Throws DomainError `iden_in_use`, `phone_ringing` or `call_exists`, and what `alongside` throws; then nothing is written.
   */
  async create(
    call: CallRow,
    alongside: Alongside = nothing,
  ): Promise<CallEvent> {
    const snapshot: Snapshot = { call, legs: [] };
    return await this.#db.transaction().execute(async (transaction) => {
      await refuseSecondOfPair(transaction, call);
      await insertCall(transaction, call);
      await claimIdens(transaction, call);
      await refuseWhileRinging(transaction, call);
      await alongside(transaction, call);
      const at = call.created_at;
      return await this.#tell(transaction, undefined, snapshot, at);
    });
  }

  /** Writes `next` over `before`. Only the caller's queue may write a call, so the version can not have moved; it is checked all the same. */
  async replace(
    before: Snapshot,
    next: Snapshot,
    at: number,
  ): Promise<CallEvent> {
    return await this.#db.transaction().execute(async (transaction) => {
      const updated = await updateCall(transaction, {
        ...next.call,
        before: before.call.version,
      });
      if (updated.numAffectedRows !== 1n) {
        throw new DomainError(
          "internal",
          "version_moved",
          "call changed by somebody else",
        );
      }
      for (const leg of next.legs) {
        if (before.legs.includes(leg)) continue;
        await putLeg(transaction, leg);
      }
      return await this.#tell(transaction, before, next, at);
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

  /** The PBX has taken the order to hang it up: no event, because nothing happened to the call yet. */
  async markHangupTold(callId: string): Promise<void> {
    await this.#db
      .updateTable("calls")
      .set({ hangup_told: 1 })
      .where("id", "=", callId)
      .where("state", "=", "ending")
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

  /** Throws DomainError `call_exists` as `create` would, where the live call is of the same program. */
  async refuseOwnSecondOfPair(call: PairCall): Promise<void> {
    await refuseOwnSecondOfPair(this.#db, call);
  }

  async find(callId: string): Promise<Snapshot | undefined> {
    return await loadOne(this.#db, callId);
  }

  async findByIden(iden: string): Promise<Snapshot | undefined> {
    const id = await this.idOf(iden);
    return id === undefined ? undefined : await this.find(id);
  }

  /** The id of the call that has this iden, or `<iden>-2`. */
  async idOf(iden: string): Promise<string | undefined> {
    return await idOfAlias(this.#db, aliasOf(iden));
  }

  async live(): Promise<Snapshot[]> {
    return await loadLive(this.#db);
  }

  /** The user's live calls and the newest event number, both of the same moment. */
  async liveOf(userId: string): Promise<{ live: Snapshot[]; seq: number }> {
    return await this.#db
      .transaction()
      .setAccessMode("read only")
      .execute(async (transaction) => ({
        live: await loadLive(transaction, userId),
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

  /** The event log and all who write what follows. `before` is undefined for a new call. */
  async #tell(
    transaction: Transaction<Tables>,
    before: Snapshot | undefined,
    after: Snapshot,
    at: number,
  ): Promise<CallEvent> {
    const event = await insertEvent(transaction, after, {
      type: before === undefined ? "initiated" : eventType(before, after),
      occurredAt: at,
      recordedAt: this.#now(),
    });
    for (const follower of this.#followers) {
      await follower.follow(transaction, before, after, at);
    }
    return event;
  }
}

async function claimIdens(
  transaction: Transaction<Tables>,
  { id, iden }: CallRow,
): Promise<void> {
  const claimed = await insertAliases(transaction, {
    ...{ id, first: aliasOf(iden), second: aliasOf(`${iden}-2`) },
  });
  if (claimed.numAffectedRows === 2n) return;
  throw new DomainError(
    "conflict",
    "iden_in_use",
    "a call with this iden exists already",
  );
}

/** Asterisk finds channels by id without regard to case, so two calls must not differ in case alone. */
function aliasOf(iden: string): string {
  return iden.toLowerCase();
}
