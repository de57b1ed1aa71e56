/** Who fetched which recording, and how that ended. */
import type { Database } from "../store/database.ts";

export type Read = {
  callId: string;
  clientId: string;
  /** whom the gateway sends it to */
  address: string;
  correlator: string;
};

/** `whole`: all of it was handed to the network. */
export type ReadEnd = "whole" | "cut";

/** Rows in one transaction, so that nobody waits long behind it. */
const BATCH = 500;

export class ReadTrail {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #onFault: (what: string, fault: unknown, callId: string) => void;
  readonly #ends = new Set<Promise<void>>();

  constructor(
    db: Database,
    now: () => number,
    onFault: (what: string, fault: unknown, callId: string) => void,
  ) {
    this.#db = db;
    this.#now = now;
    this.#onFault = onFault;
  }

  /**
   * Writes down that they fetch it; resolves when that is on the disk, with what is to be told of the end.
   * undefined where there is no such recording any more. Rejects where it cannot be written.
   */
  async begin(read: Read): Promise<((end: ReadEnd) => void) | undefined> {
    const { callId, clientId, address, correlator } = read;
    const id = await this.#db.transaction().execute(async (transaction) => {
      const there = await transaction
        .selectFrom("recordings")
        .select("call_id")
        .where("call_id", "=", callId)
        .where("state", "=", "success")
        .executeTakeFirst();
      if (there === undefined) return undefined;
      const { insertId } = await transaction
        .insertInto("recording_reads")
        .values({
          ...{ call_id: callId, act: "read", client_id: clientId },
          ...{ at: this.#now(), address, correlator },
          ...{ ended: null, ended_at: null, gone_at: null },
        })
        .executeTakeFirstOrThrow();
      return Number(insertId);
    });
    if (id === undefined) return undefined;
    return (end) => {
      const written = this.#end(id, end)
        .catch((fault: unknown) =>
          this.#onFault("recording read", fault, callId),
        )
        .then(() => {
          this.#ends.delete(written);
        });
      this.#ends.add(written);
    };
  }

  /** Resolves when all that was told of ends is written. */
  async idle(): Promise<void> {
    await Promise.all(this.#ends);
  }

  /** Forgets what was done with recordings that have been gone since before that moment, epoch milliseconds. */
  async forgetGone(before: number): Promise<void> {
    for (;;) {
      const rows = await this.#db
        .selectFrom("recording_reads")
        .select("id")
        .where("gone_at", "<", before)
        .limit(BATCH)
        .execute();
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => id);
      await this.#db
        .deleteFrom("recording_reads")
        .where("id", "in", ids)
        .execute();
    }
  }

  async #end(id: number, ended: ReadEnd): Promise<void> {
    await this.#db
      .updateTable("recording_reads")
      .set({ ended, ended_at: this.#now() })
      .where("id", "=", id)
      .execute();
  }
}
