import { sql } from "kysely";
import type { Database } from "../database.ts";
import type { Durability } from "../durability.ts";
import { prepared } from "../prepared.ts";
import type { OnceStore, Standing } from "./port.ts";

type Timed = { key: string; counter: number; now: number; until: number };

const claimKey = prepared((db, { key, counter, now, until }: Timed) =>
  db
    .insertInto("once")
    .values({ key, counter, expires_at: until })
    .onConflict((conflict) =>
      conflict
        .column("key")
        .doUpdateSet({ expires_at: until })
        .where("once.expires_at", "<=", now),
    ),
);

const hitKey = prepared((db, { key, counter, now, until }: Timed) =>
  db
    .insertInto("once")
    .values({ key, counter, expires_at: until })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        counter: sql<number>`case when once.expires_at <= ${now} then 1 else once.counter + 1 end`,
        expires_at: sql<number>`case when once.expires_at <= ${now} then ${until} else once.expires_at end`,
      }),
    )
    .returning(["counter", "expires_at"]),
);

const lookAtKey = prepared((db, { key, now }: { key: string; now: number }) =>
  db
    .selectFrom("once")
    .select(["counter", "expires_at"])
    .where("key", "=", key)
    .where("expires_at", ">", now),
);

/** OnceStore in the gateway's own database: atomic by `ON CONFLICT`, and it survives a restart. */
export class SqlOnceStore implements OnceStore {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(db: Database, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  async claim(
    key: string,
    ttlMs: number,
    durability?: Durability,
  ): Promise<boolean> {
    const now = this.#now();
    const until = now + ttlMs;
    const claimed = { key, counter: 1, now, until };
    const result = await claimKey(this.#db, claimed, durability);
    return result.numAffectedRows === 1n;
  }

  async hit(
    key: string,
    windowMs: number,
    limit: number,
    durability?: Durability,
  ): Promise<{ allowed: boolean; retryAfterMs: number }> {
    const now = this.#now();
    const until = now + windowMs;
    const hit = { key, counter: 1, now, until };
    const { rows } = await hitKey(this.#db, hit, durability);
    const [row] = rows;
    if (row === undefined) throw new Error("a hit gave no row");
    return row.counter <= limit
      ? { allowed: true, retryAfterMs: 0 }
      : { allowed: false, retryAfterMs: row.expires_at - now };
  }

  async look(keys: readonly string[]): Promise<Standing[]> {
    const now = this.#now();
    return await Promise.all(
      keys.map(async (key) => {
        const { rows } = await lookAtKey(this.#db, { key, now });
        const [row] = rows;
        return row === undefined
          ? { count: 0, leftMs: 0 }
          : { count: row.counter, leftMs: row.expires_at - now };
      }),
    );
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
