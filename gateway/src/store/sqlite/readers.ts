import type { DatabaseConnection } from "kysely";
import type { Handle } from "./handle.ts";
import type { Runner, Transaction } from "./lease.ts";
import { Turns } from "./turns.ts";

/** Reads of committed rows, beside a writer that may be in the middle of a transaction. */
export class Readers {
  /** for single statements: each sees the newest commit */
  readonly single: Runner;
  readonly #handles: readonly Handle[];
  readonly #snapshot: { handle: Handle; connection: DatabaseConnection };
  readonly #turns = new Turns();

  private constructor(
    single: Runner,
    snapshot: { handle: Handle; connection: DatabaseConnection },
    handles: readonly Handle[],
  ) {
    this.single = single;
    this.#snapshot = snapshot;
    this.#handles = handles;
  }

  static async open(openOne: () => Handle): Promise<Readers> {
    const handle = openOne();
    const snapshot = openOne();
    return new Readers(
      await handle.connect(),
      { handle: snapshot, connection: await snapshot.connect() },
      [handle, snapshot],
    );
  }

  /** One state of the database for several statements. On a connection of its own: nobody else must see an old state. */
  async begin(): Promise<Transaction> {
    const { handle, connection } = this.#snapshot;
    await this.#turns.take();
    let hasTurn = true;
    const end = () => {
      if (!hasTurn) return;
      hasTurn = false;
      try {
        if (handle.inTransaction) handle.exec("commit");
      } finally {
        this.#turns.give();
      }
    };
    try {
      handle.exec("begin");
    } catch (fault) {
      end();
      throw fault;
    }
    return {
      runner: connection,
      commit: () => Promise.resolve(end()),
      rollback: end,
    };
  }

  close(): void {
    for (const handle of this.#handles) handle.close();
  }
}
