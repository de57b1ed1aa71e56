import { setImmediate } from "node:timers";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import { durabilityOf } from "../entrusted.ts";
import type { Handle } from "./handle.ts";
import type { Runner, Transaction } from "./lease.ts";
import { Turns } from "./turns.ts";

/**
 * The one way to write: transactions that come in the same turn of the event loop share one commit, because it is the
 * wait for the disk that limits how much can be written. Each is a savepoint, so that one that fails takes no other with it;
 * none is told to be done before the commit, and where that fails all have failed.
 */
export class GroupWriter {
  readonly #handle: Handle;
  readonly #connection: DatabaseConnection;
  readonly #turns = new Turns();
  #group: PromiseWithResolvers<void> | undefined;
  #scheduled = false;

  /** `connection` is the handle's. */
  constructor(handle: Handle, connection: DatabaseConnection) {
    this.#handle = handle;
    this.#connection = connection;
  }

  /** Waits for the turn, which the transaction keeps until it ends. Rejects where the database cannot be written now. */
  async begin(): Promise<Transaction> {
    await this.#turns.take();
    try {
      this.#open();
      this.#handle.exec("savepoint member");
    } catch (fault) {
      this.#give();
      throw fault;
    }
    let hasTurn = true;
    return {
      runner: this.#connection,
      commit: async () => {
        const group = this.#group;
        if (group === undefined) throw new Error("the transaction is gone");
        this.#handle.exec("release member");
        hasTurn = false;
        this.#give();
        await group.promise;
      },
      rollback: (fault) => {
        if (hasTurn) this.#undo(fault);
      },
    };
  }

  /** One statement as a transaction of its own. */
  readonly single: Runner = {
    executeQuery: async <Row>(
      query: CompiledQuery,
    ): Promise<QueryResult<Row>> => {
      const transaction = await this.begin();
      try {
        const result = await this.#connection.executeQuery<Row>(query);
        const committed = transaction.commit();
        const durability = durabilityOf(query);
        if (durability === undefined) await committed;
        else durability.add(committed);
        return result;
      } catch (fault) {
        transaction.rollback(fault);
        throw fault;
      }
    },
  };

  /** Runs `work` while nobody writes and nothing is uncommitted. */
  async alone<T>(work: () => Promise<T> | T): Promise<T> {
    await this.#turns.take();
    try {
      this.#commit();
      return await work();
    } finally {
      this.#give();
    }
  }

  #open(): void {
    if (this.#group !== undefined) return;
    // Not deferred: what one member has read must not keep a later one from writing.
    this.#handle.exec("begin immediate");
    this.#group = Promise.withResolvers();
    this.#group.promise.catch(() => undefined);
  }

  #undo(fault: unknown): void {
    try {
      if (this.#handle.inTransaction) {
        this.#handle.exec("rollback to member");
        this.#handle.exec("release member");
      } else {
        // A full disk ends the whole transaction in SQLite, whatever was asked for.
        this.#lose(fault);
      }
    } finally {
      this.#give();
    }
  }

  #give(): void {
    this.#turns.give();
    if (this.#scheduled || this.#group === undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      // Whoever has the turn now schedules it again.
      if (!this.#turns.taken) this.#commit();
    });
  }

  #commit(): void {
    const group = this.#group;
    if (group === undefined) return;
    try {
      this.#handle.exec("commit");
      this.#group = undefined;
      group.resolve();
    } catch (fault) {
      if (this.#handle.inTransaction) this.#handle.exec("rollback");
      this.#lose(fault);
    }
  }

  #lose(fault: unknown): void {
    this.#group?.reject(fault);
    this.#group = undefined;
  }
}
