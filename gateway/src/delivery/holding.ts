import type { Database } from "../store/database.ts";

/** Calls in one statement. */
const BATCH = 500;

/** Held events of these calls wait until then, epoch milliseconds: nobody could let them go meanwhile. */
export async function holdAnew(
  db: Database,
  callIds: readonly string[],
  until: number,
): Promise<void> {
  for (let done = 0; done < callIds.length; done += BATCH) {
    await db
      .updateTable("deliveries")
      .set({ held_until: until })
      .where("call_id", "in", callIds.slice(done, done + BATCH))
      .where("state", "=", "queued")
      .where("held_until", "is not", null)
      .execute();
  }
}
