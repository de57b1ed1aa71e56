import { sql } from "kysely";
import type { Database } from "../database.ts";
import type { OnceStore, Standing } from "./port.ts";

/** OnceStore in the gateway's own database: atomic by `ON CONFLICT`, and it survives a restart. */
export class SqlOnceStore implements OnceStore {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(db: Database, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  async claim(key: string, ttlMs: number): Promise<boolean> {
    const now = this.#now();
    const result = await this.#db
      .insertInto("once")
      .values({ key, counter: 1, expires_at: now + ttlMs })
      .onConflict((conflict) =>
        conflict
          .column("key")
          .doUpdateSet({ expires_at: now + ttlMs })
          .where("once.expires_at", "<=", now),
      )
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  }

  async hit(
    key: string,
    windowMs: number,
    limit: number,
  ): Promise<{ allowed: boolean; retryAfterMs: number }> {
    const now = this.#now();
    const row = await this.#db
      .insertInto("once")
      .values({ key, counter: 1, expires_at: now + windowMs })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet({
          counter: sql<number>`case when once.expires_at <= ${now} then 1 else once.counter + 1 end`,
          expires_at: sql<number>`case when once.expires_at <= ${now} then ${now + windowMs} else once.expires_at end`,
        }),
      )
      .returning(["counter", "expires_at"])
      .executeTakeFirstOrThrow();
    return row.counter <= limit
      ? { allowed: true, retryAfterMs: 0 }
      : { allowed: false, retryAfterMs: row.expires_at - now };
  }

  async look(keys: readonly string[]): Promise<Standing[]> {
    const now = this.#now();
    const rows = await this.#db
      .selectFrom("once")
      .select(["key", "counter", "expires_at"])
      .where("key", "in", keys)
      .where("expires_at", ">", now)
      .execute();
    return keys.map((key) => {
      const row = rows.find((each) => each.key === key);
      return row === undefined
        ? { count: 0, leftMs: 0 }
        : { count: row.counter, leftMs: row.expires_at - now };
    });
  }

  async forget(key: string): Promise<void> {
    await this.#db.deleteFrom("once").where("key", "=", key).execute();
  }

  /** Removes what has run out; gives how many. */
  async sweep(): Promise<number> {
    const result = await this.#db
      .deleteFrom("once")
      .where("expires_at", "<=", this.#now())
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}
