import { DomainError } from "../calls/errors.ts";
import type { CallTransaction } from "../calls/follower.ts";
import type { Database } from "../store/database.ts";

/** One order, known again by its `Idempotency-Key`. */
export type Order = { clientId: string; key: string; hash: string };

/** Keys of orders, and the calls that came of them: a repeated order gets its call again instead of a second one. */
export class Orders {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** The id of the call that this order made. Throws DomainError `key_reused` (conflict) where the key was another order's. */
  async find(order: Order): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom("ctd_orders")
      .select(["hash", "call_id"])
      .where("client_id", "=", order.clientId)
      .where("key", "=", order.key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    if (row.hash === order.hash) return row.call_id;
    throw new DomainError(
      "conflict",
      "key_reused",
      "this Idempotency-Key was used for another request",
    );
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
