/** The queues of all calls as the database holds them: one worker has a call's queue at a time, and only its oldest event leaves. */
import type { Selectable, Transaction } from "kysely";
import type { Database } from "../store/database.ts";
import type { DeliveriesTable, SinksTable } from "../store/delivery-tables.ts";
import type { Tables } from "../store/tables.ts";
import {
  endLease,
  findHead,
  findLease,
  insertAttempt,
  settleDelivery,
} from "./statements.ts";

export type Sink = Selectable<SinksTable>;
export type Delivery = Selectable<DeliveriesTable>;

/** One look at what is due. */
export type Candidate = Pick<Sink, "call_id" | "client_id" | "lane">;

/** A call's queue in this worker's hands, and the event at its head. */
export type Claimed = { sink: Sink; head: Delivery };

export type AttemptRow = {
  at: number;
  durationMs: number;
  status: number | null;
  error: string | null;
};

/** What becomes of the event that was tried. */
export type Settlement =
  | { kind: "delivered" }
  | { kind: "retry"; at: number }
  | { kind: "dead"; reason: string }
  | { kind: "stop"; reason: string };

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

  /** `worker`: an id of this process alone */
  constructor(db: Database, worker: string) {
    this.#db = db;
    this.#worker = worker;
  }

  /** Calls whose queue is due, the longest due first, without those that have no place now. */
  async due(
    now: number,
    limit: number,
    full: { lanes: readonly string[]; clients: readonly string[] },
  ): Promise<Candidate[]> {
    let query = this.#db
      .selectFrom("sinks")
      .select(["call_id", "client_id", "lane"])
      .where("due_at", "<=", now);
    if (full.lanes.length > 0) {
      query = query.where("lane", "not in", padded(full.lanes));
    }
    if (full.clients.length > 0) {
      query = query.where("client_id", "not in", padded(full.clients));
    }
    return await query.orderBy("due_at").limit(limit).execute();
  }

  /** Takes the queues of these calls until `leaseUntil`, as far as they are still due. */
  async take(
    callIds: readonly string[],
    now: number,
    leaseUntil: number,
  ): Promise<Claimed[]> {
    return await this.#db.transaction().execute(async (transaction) => {
      const sinks = await transaction
        .updateTable("sinks")
        .set({ leased_by: this.#worker, due_at: leaseUntil })
        .where("call_id", "in", padded(callIds))
        .where("due_at", "<=", now)
        .returningAll()
        .execute();
      if (sinks.length === 0) return [];
      const heads = await headsOf(
        transaction,
        sinks.map((sink) => sink.call_id),
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

  /** Keeps every queue that this worker has, but for those it has given up. */
  async keep(leaseUntil: number, lost: ReadonlySet<string>): Promise<void> {
    let update = this.#db
      .updateTable("sinks")
      .set({ due_at: leaseUntil })
      .where("leased_by", "=", this.#worker);
    if (lost.size > 0) update = update.where("call_id", "not in", [...lost]);
    await update.execute();
  }

  /**
   * Writes the attempt and what becomes of the event. Gives the next event where it may leave at once: the lease goes on
   * then (`keep` renews it), else it ends. Rejects with LeaseLost; then nothing is written.
   */
  async settle(
    { sink, head }: Claimed,
    attempt: AttemptRow,
    settlement: Settlement,
    times: { now: number; goOn: boolean },
  ): Promise<Delivery | undefined> {
    return await this.#db.transaction().execute(async (transaction) => {
      await this.#needLease(transaction, sink);
      await insertAttempt(transaction, {
        ...attempt,
        seq: head.seq,
        retryAt: settlement.kind === "retry" ? settlement.at : null,
      });
      if (settlement.kind === "retry") {
        await transaction
          .updateTable("deliveries")
          .set({ tries: head.tries + 1 })
          .where("seq", "=", head.seq)
          .execute();
        await this.#giveBack(transaction, sink, settlement.at);
        return undefined;
      }
      if (settlement.kind === "stop") {
        await this.#stop(transaction, sink, settlement.reason, times.now);
        return undefined;
      }
      await settleDelivery(transaction, {
        seq: head.seq,
        state: settlement.kind,
        reason: settlement.kind === "dead" ? settlement.reason : null,
        tries: head.tries + 1,
        at: times.now,
      });
      return await this.#goOn(transaction, sink, head, times);
    });
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

  async #needLease(transaction: Transaction<Tables>, sink: Sink) {
    const { rows } = await findLease(transaction, {
      callId: sink.call_id,
      worker: this.#worker,
    });
    if (rows.length === 0) throw new LeaseLost();
  }

  async #goOn(
    transaction: Transaction<Tables>,
    sink: Sink,
    settled: Delivery,
    { now, goOn }: { now: number; goOn: boolean },
  ): Promise<Delivery | undefined> {
    const found = await findHead(transaction, { callId: sink.call_id });
    const next = found.rows[0];
    if (next === undefined) {
      if (settled.is_final === 1) await this.#close(transaction, sink);
      else await this.#giveBack(transaction, sink, null);
      return undefined;
    }
    if (next.held_until !== null || !goOn) {
      await this.#giveBack(transaction, sink, next.held_until ?? now);
      return undefined;
    }
    return next;
  }

  async #giveBack(
    db: Database | Transaction<Tables>,
    sink: Sink,
    at: number | null,
  ): Promise<void> {
    await endLease(db, {
      callId: sink.call_id,
      worker: this.#worker,
      dueAt: at,
    });
  }

  /** Behind the final event: the token has done its work. What fetches a token is no secret, and a replay needs it. */
  async #close(transaction: Transaction<Tables>, sink: Sink): Promise<void> {
    await transaction
      .updateTable("sinks")
      .set({
        state: "closed",
        due_at: null,
        leased_by: null,
        ...(sink.credential_kind === "access_token" && { credential: null }),
      })
      .where("call_id", "=", sink.call_id)
      .execute();
  }

  async #stop(
    transaction: Transaction<Tables>,
    sink: Sink,
    reason: string,
    now: number,
  ): Promise<void> {
    await this.#close(transaction, sink);
    await transaction
      .updateTable("sinks")
      .set({ state: "stopped", reason })
      .where("call_id", "=", sink.call_id)
      .execute();
    await transaction
      .updateTable("deliveries")
      .set({ state: "dead", reason, settled_at: now })
      .where("call_id", "=", sink.call_id)
      .where("state", "=", "queued")
      .execute();
  }
}

async function headsOf(
  transaction: Transaction<Tables>,
  callIds: readonly string[],
): Promise<Map<string, Delivery>> {
  const rows = await transaction
    .selectFrom("deliveries")
    .selectAll()
    .where("call_id", "in", padded(callIds))
    .where("state", "=", "queued")
    .orderBy("seq", "desc")
    .execute();
  return new Map(rows.map((row) => [row.call_id, row]));
}

/** Lists of lengths 1, 2, 4, …: one prepared statement for each, not for every length there is. */
function padded(values: readonly string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(values.length));
  const last = values.at(-1) ?? "";
  return [...values, ...Array<string>(length - values.length).fill(last)];
}
