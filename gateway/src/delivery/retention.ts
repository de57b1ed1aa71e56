/** Removes events that nobody needs any more. */
import type { Database } from "../store/database.ts";

/** Config section `delivery`. */
export type RetentionRules = { deliveredHours: number; deadDays: number };

const HOUR_MS = 3_600_000;
/** Events in one transaction, so that nobody waits long behind it. */
const BATCH = 500;

export class Retention {
  readonly #db: Database;
  readonly #rules: RetentionRules;
  readonly #now: () => number;

  constructor(db: Database, rules: RetentionRules, now: () => number) {
    this.#db = db;
    this.#rules = rules;
    this.#now = now;
  }

  async sweep(): Promise<void> {
    const { deliveredHours, deadDays } = this.#rules;
    const now = this.#now();
    await this.#remove("delivered", now - deliveredHours * HOUR_MS);
    await this.#remove("dead", now - deadDays * 24 * HOUR_MS);
  }

  async #remove(state: "delivered" | "dead", before: number): Promise<void> {
    for (;;) {
      const old = await this.#db
        .selectFrom("deliveries")
        .select(["seq", "call_id"])
        .where("state", "=", state)
        .where("settled_at", "<", before)
        .orderBy("settled_at")
        .limit(BATCH)
        .execute();
      if (old.length === 0) return;
      await this.#removeThese(
        old.map(({ seq }) => seq),
        Array.from(new Set(old.map(({ call_id }) => call_id))),
      );
    }
  }

  async #removeThese(seqs: number[], callIds: string[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom("delivery_attempts")
        .where("delivery_seq", "in", seqs)
        .execute();
      await transaction
        .deleteFrom("deliveries")
        .where("seq", "in", seqs)
        .execute();
      await transaction
        .deleteFrom("sinks")
        .where("call_id", "in", callIds)
        .where("state", "!=", "open")
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("deliveries")
                .select("seq")
                .whereRef("deliveries.call_id", "=", "sinks.call_id"),
            ),
          ),
        )
        .execute();
    });
  }
}
