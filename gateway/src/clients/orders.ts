import { DomainError } from "../calls/errors.ts";
import type { CallTransaction } from "../calls/follower.ts";
import type { Database } from "../store/database.ts";

/** One order, known again by its `Idempotency-Key`. */
export type Order = { clientId: string; key: string; hash: string };

/** What a key was used for: the same request, or another. */
type Used = { callId: string; isSame: boolean };

/** Keys of orders, and the calls that came of them: a repeated order gets its call again instead of a second one. */
export class Orders {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** What this order's key was used for; undefined: for nothing yet. */
  async find(order: Order): Promise<Used | undefined> {
    return await useOf(this.#db, order);
  }

  /** As `find`, and with what is still on its way to the disk: resolves when it is there. */
  async findWritten(order: Order): Promise<Used | undefined> {
    return await this.#db
      .transaction()
      .execute((transaction) => useOf(transaction, order));
  }

  /** In the transaction that writes the call. Throws DomainError `order_repeated` (conflict) where it was written meanwhile. */
  async keep(
    transaction: CallTransaction,
    order: Order,
    callId: string,
  ): Promise<void> {
    const result = await transaction
      .insertInto("ctd_orders")
      .values({
        client_id: order.clientId,
        key: order.key,
        hash: order.hash,
        call_id: callId,
        created_at: this.#now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 1n) return;
    throw new DomainError(
      "conflict",
      "order_repeated",
      "the same request is being carried out",
    );
  }

  /** Forgets orders older than that. */
  async sweep(keepMs: number): Promise<void> {
    await this.#db
      .deleteFrom("ctd_orders")
      .where("created_at", "<", this.#now() - keepMs)
      .execute();
  }
}

async function useOf(
  db: Database,
  { clientId, key, hash }: Order,
): Promise<Used | undefined> {
  const row = await db
    .selectFrom("ctd_orders")
    .select(["hash", "call_id"])
    .where("client_id", "=", clientId)
    .where("key", "=", key)
    .executeTakeFirst();
  return row && { callId: row.call_id, isSame: row.hash === hash };
}
