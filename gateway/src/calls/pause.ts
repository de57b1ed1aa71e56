import type { Database } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { DomainError } from "./errors.ts";

export type Paused = {
  /** epoch milliseconds */
  since: number;
  /** who said so */
  by: string;
  /** told to whoever tries to call */
  reason: string | null;
};

/** the only row */
const ID = 1;

const onlyRow = prepared((db, { id }: { id: number }) =>
  db.selectFrom("pause").selectAll().where("id", "=", id),
);

/** The admin's stop of all dialling. It stands in the database: every gateway on it obeys at once, and after a restart. */
export class Pause {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** undefined while calls may be placed */
  async read(): Promise<Paused | undefined> {
    const { rows } = await onlyRow(this.#db, { id: ID });
    const [row] = rows;
    if (row === undefined) return undefined;
    return { since: row.since, by: row.paused_by, reason: row.reason };
  }

  /** A second pause replaces the words of the first. */
  async begin({ since, by, reason }: Paused): Promise<void> {
    const row = { since, paused_by: by, reason };
    await this.#db
      .insertInto("pause")
      .values({ id: ID, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }

  /** Gives whether there was one. */
  async end(): Promise<boolean> {
    const result = await this.#db.deleteFrom("pause").executeTakeFirst();
    return result.numDeletedRows > 0n;
  }

  /** Throws DomainError `paused` while nothing may be dialled. */
  async check(): Promise<void> {
    const paused = await this.read();
    if (paused === undefined) return;
    const why = paused.reason === null ? "" : `: ${paused.reason}`;
    throw new DomainError("paused", "paused", `calls are paused${why}`);
  }
}
