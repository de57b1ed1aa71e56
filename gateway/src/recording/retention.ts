/** Removes recordings that are too old, and what was left in the spool; in time also the trail of who fetched them. */
import type { Ledger } from "./ledger.ts";
import type { RecordingRules } from "./port.ts";
import type { Spool } from "./spool.ts";
import type { RecordingStore } from "./store.ts";
import type { ReadTrail } from "./trail.ts";

const DAY_MS = 86_400_000;
const BATCH = 100;

type Parts = {
  ledger: Ledger;
  spool: Spool;
  store: RecordingStore;
  trail: ReadTrail;
};
type Rules = Pick<
  RecordingRules,
  "retentionDays" | "readsRetentionDays" | "lateFileMs"
>;

export class RecordingRetention {
  readonly #parts: Parts;
  readonly #rules: Rules;
  readonly #now: () => number;

  constructor(parts: Parts, rules: Rules, now: () => number) {
    this.#parts = parts;
    this.#rules = rules;
    this.#now = now;
  }

  /** Rejects with the first file that could not be removed, behind all others: its row stays until it can. */
  async sweep(): Promise<void> {
    const { ledger, spool, store, trail } = this.#parts;
    const { retentionDays, readsRetentionDays, lateFileMs } = this.#rules;
    const now = this.#now();
    const faults: unknown[] = [];
    await removeAll(
      () => ledger.spooled(now - lateFileMs, BATCH),
      async (callId) => {
        await spool.remove(callId);
        await ledger.unspooled(callId);
      },
      faults,
    );
    await removeAll(
      () => ledger.halfRemoved(BATCH),
      async (callId) => {
        await store.erase(callId);
        await spool.remove(callId);
        await ledger.removed(callId);
      },
      faults,
    );
    await removeAll(
      () => ledger.endedBefore(now - retentionDays * DAY_MS, BATCH),
      async (callId) => {
        // The row last: as long as there is a file, something knows of it.
        await store.remove(callId);
        await ledger.forget(callId);
      },
      faults,
    );
    await trail.forgetGone(now - readsRetentionDays * DAY_MS);
    if (faults.length > 0) throw faults[0];
  }
}

async function removeAll(
  find: () => Promise<string[]>,
  remove: (callId: string) => Promise<void>,
  faults: unknown[],
): Promise<void> {
  const failed = new Set<string>();
  for (;;) {
    const found = await find();
    const left = found.filter((callId) => !failed.has(callId));
    for (const callId of left) {
      await remove(callId).catch((fault: unknown) => {
        failed.add(callId);
        faults.push(fault);
      });
    }
    if (found.length < BATCH || left.length === 0) break;
  }
}
