/** The queues of all calls as the database holds them: one worker has a call's queue at a time, and only its oldest event leaves. */
import type { Selectable, Transaction } from "kysely";
import type { Database } from "../store/database.ts";
import type { DeliveriesTable, SinksTable } from "../store/delivery-tables.ts";
import type { Tables } from "../store/tables.ts";
import { isUnavailable } from "../store/unavailable.ts";
import type { AttemptReason, DeadReason, StopReason } from "./reasons.ts";
import { headsOf, type Outcome, type Settled, settleAll } from "./settling.ts";
import {
  endLeases,
  findDue,
  findDueByLane,
  findExpired,
  keepSinks,
  takeSinks,
} from "./statements.ts";
import { Together } from "./together.ts";

export type Sink = Selectable<SinksTable>;
export type Delivery = Selectable<DeliveriesTable>;

/** One look at what is due. */
export type Candidate = Pick<Sink, "call_id" | "client_id" | "lane">;

export type Look =
  | { isAll: true; calls: Candidate[] }
  | {
      isAll: false;
      calls: Candidate[];
      /** more lanes may have what is due */
      isCut: boolean;
      /** of these lanes more may be due */
      cutLanes: Pick<Candidate, "client_id" | "lane">[];
    };

/** Fewer than this are all that is due; else it is looked for lane by lane. */
const MOST_AT_ONCE = 256;
const MOST_FOUND = 1024;
const MOST_OF_LANE = 32;

/** A call's queue in this worker's hands, and the event at its head. */
export type Claimed = { sink: Sink; head: Delivery };

export type AttemptRow = {
  at: number;
  durationMs: number;
  status: number | null;
  error: AttemptReason | null;
};

/** What becomes of the event that was tried. */
export type Settlement =
  | { kind: "delivered" }
  | { kind: "retry"; at: number }
  | { kind: "dead"; reason: DeadReason }
  | { kind: "stop"; reason: StopReason };

/** The lease ended meanwhile: another worker has the queue. */
export class LeaseLost extends Error {
  constructor() {
    super("another worker has this queue");
    this.name = "LeaseLost";
  }
}

export class DeliveryQueue {
  readonly #db: Database;
  readonly #worker: string;
  readonly #settling = new Together((all: readonly Settled[]) =>
    this.#settleAll(all),
  );

  /** `worker`: an id of this process alone */
  constructor(db: Database, worker: string) {
    this.#db = db;
    this.#worker = worker;
  }

  /** Calls whose queue is due. Where they are too many, those of `full` are left out. */
  async due(
    now: number,
    full: { lanes: readonly string[]; clients: readonly string[] },
  ): Promise<Look> {
    const expired = await findExpired(this.#db, { now, limit: MOST_FOUND });
    const few = await findDue(this.#db, { now, limit: MOST_AT_ONCE });
    if (few.rows.length < MOST_AT_ONCE)
      return { isAll: true, calls: once([...expired.rows, ...few.rows]) };
    const { rows } = await findDueByLane(this.#db, {
      ...{ now, limit: MOST_FOUND, limitPerLane: MOST_OF_LANE },
      lanes: JSON.stringify(full.lanes),
      clients: JSON.stringify(full.clients),
    });
    return {
      isAll: false,
      calls: once([...expired.rows, ...rows]),
      isCut: rows.length === MOST_FOUND,
      cutLanes: lanesOf(rows, MOST_OF_LANE),
    };
  }

  /** Takes the queues of these calls until `leaseUntil`, as far as they are still due. */
  async take(
    callIds: readonly string[],
    now: number,
    leaseUntil: number,
  ): Promise<Claimed[]> {
    return await this.#db.transaction().execute(async (transaction) => {
      const { rows: sinks } = await takeSinks(transaction, {
        list: JSON.stringify(callIds),
        worker: this.#worker,
        until: leaseUntil,
        now,
      });
      if (sinks.length === 0) return [];
      const heads = await headsOf(
        transaction,
        sinks.map((sink) => ({ callId: sink.call_id, seq: 0 })),
      );
      const claimed: Claimed[] = [];
      for (const sink of sinks) {
        const head = heads.get(sink.call_id);
        if (await this.#begin(transaction, sink, head, now)) {
          if (head !== undefined) claimed.push({ sink, head });
        }
      }
      return claimed;
    });
  }

  /** Keeps the queues of these calls, as far as this worker has them. */
  async keep(callIds: readonly string[], leaseUntil: number): Promise<void> {
    await keepSinks(this.#db, {
      list: JSON.stringify(callIds),
      worker: this.#worker,
      until: leaseUntil,
    });
  }

  /**
   * Writes the attempt and what becomes of the event. Gives the next event where it may leave at once: the lease goes on
   * then (`keep` renews it), else it ends. Rejects with LeaseLost; then nothing is written.
   */
  async settle(
    claimed: Claimed,
    attempt: AttemptRow,
    settlement: Settlement,
    times: { now: number; goOn: boolean },
  ): Promise<Delivery | undefined> {
    const settled = { claimed, attempt, settlement, ...times };
    const outcome = await this.#settling.add(settled);
    if (outcome.kind === "lost") throw new LeaseLost();
    if (outcome.kind === "failed") throw outcome.fault;
    return outcome.next;
  }

  async #settleAll(all: readonly Settled[]): Promise<Outcome[]> {
    try {
      return await this.#db
        .transaction()
        .execute((transaction) => settleAll(transaction, this.#worker, all));
    } catch (fault) {
      if (all.length === 1 || isUnavailable(fault))
        return all.map(() => ({ kind: "failed", fault }));
      // One that cannot be written must not take the others with it.
      const each = all.map((one) => this.#settleAll([one]));
      return (await Promise.all(each)).flat();
    }
  }

  /** Ends the lease without an attempt; due again at `at`. */
  async giveBack(sink: Sink, at: number): Promise<void> {
    await this.#giveBack(this.#db, sink, at);
  }

  /** Whether an event of the call stands behind this one. */
  async isSuperseded({ call_id, seq }: Delivery): Promise<boolean> {
    const newer = await this.#db
      .selectFrom("deliveries")
      .select("seq")
      .where("call_id", "=", call_id)
      .where("seq", ">", seq)
      .where("state", "=", "queued")
      .executeTakeFirst();
    return newer !== undefined;
  }

  /** False where there is nothing to send now; then the lease has ended. */
  async #begin(
    transaction: Transaction<Tables>,
    sink: Sink,
    head: Delivery | undefined,
    now: number,
  ): Promise<boolean> {
    if (head === undefined) {
      await this.#giveBack(transaction, sink, null);
      return false;
    }
    if (head.held_until === null) return true;
    if (head.held_until > now) {
      await this.#giveBack(transaction, sink, head.held_until);
      return false;
    }
    // From its first attempt on the event stays as it is: nothing is merged into it any more.
    await transaction
      .updateTable("deliveries")
      .set({ held_until: null })
      .where("seq", "=", head.seq)
      .execute();
    return true;
  }

  async #giveBack(
    db: Database | Transaction<Tables>,
    { call_id: callId }: Sink,
    dueAt: number | null,
  ): Promise<void> {
    const list = JSON.stringify([{ callId, dueAt }]);
    await endLeases(db, { list, worker: this.#worker });
  }
}

/** Each call once: between two reads another worker may have given one back. */
function once(calls: readonly Candidate[]): Candidate[] {
  return Array.from(
    new Map(calls.map((call) => [call.call_id, call])).values(),
  );
}

/** Those of which so many were found. */
function lanesOf(found: readonly Candidate[], count: number): Candidate[] {
  const counts = new Map<string, number>();
  return found.filter(({ lane }) => {
    counts.set(lane, (counts.get(lane) ?? 0) + 1);
    return counts.get(lane) === count;
  });
}
