/** Removes recordings that are too old, and what was left in the spool. */
import type { Ledger } from "./ledger.ts";
import type { RecordingRules } from "./port.ts";
import type { Spool } from "./spool.ts";
import type { RecordingStore } from "./store.ts";

const DAY_MS = 86_400_000;
const BATCH = 100;
/** A file that is found missing may come that much later, such as over a network that was down. */
const LATE_FILE_MS = 3_600_000;

export class RecordingRetention {
  readonly #parts: { ledger: Ledger; spool: Spool; store: RecordingStore };
  readonly #rules: Pick<RecordingRules, "retentionDays">;
  readonly #now: () => number;

  constructor(
    parts: { ledger: Ledger; spool: Spool; store: RecordingStore },
    rules: Pick<RecordingRules, "retentionDays">,
    now: () => number,
  ) {
    this.#parts = parts;
    this.#rules = rules;
    this.#now = now;
  }

  /** Rejects with the first file that could not be removed, behind all others: its row stays until it can. */
  async sweep(): Promise<void> {
    const { ledger, spool, store } = this.#parts;
    const now = this.#now();
    const before = now - this.#rules.retentionDays * DAY_MS;
    await removeAll(
      () => ledger.spooled(now - LATE_FILE_MS, BATCH),
      async (callId) => {
        await spool.remove(callId);
        await ledger.unspooled(callId);
      },
    );
    await removeAll(
      () => ledger.endedBefore(before, BATCH),
      async (callId) => {
        // The row last: as long as there is a file, something knows of it.
        await store.remove(callId);
        await ledger.forget(callId);
      },
    );
  }
}

async function removeAll(
  find: () => Promise<string[]>,
  remove: (callId: string) => Promise<void>,
): Promise<void> {
  const faults = new Map<string, unknown>();
  for (;;) {
    const found = await find();
    const left = found.filter((callId) => !faults.has(callId));
    for (const callId of left) {
      await remove(callId).catch((fault: unknown) => faults.set(callId, fault));
    }
    if (found.length < BATCH || left.length === 0) break;
  }
  for (const fault of faults.values()) throw fault;
}
