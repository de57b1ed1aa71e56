/** Removes recordings that are too old, and what was left in the spool. */
import type { Ledger } from "./ledger.ts";
import type { RecordingRules } from "./port.ts";
import type { Spool } from "./spool.ts";
import type { RecordingStore } from "./store.ts";

const DAY_MS = 86_400_000;
const BATCH = 100;

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

  /** Rejects where a file cannot be removed: its row stays until it can. */
  async sweep(): Promise<void> {
    await this.#cleanSpool();
    await this.#removeOld();
  }

  async #cleanSpool(): Promise<void> {
    const { ledger, spool } = this.#parts;
    for (const callId of await ledger.spooled(BATCH)) {
      await spool.remove(callId);
      await ledger.unspooled(callId);
    }
  }

  async #removeOld(): Promise<void> {
    const { ledger, spool, store } = this.#parts;
    const before = this.#now() - this.#rules.retentionDays * DAY_MS;
    for (;;) {
      const old = await ledger.endedBefore(before, BATCH);
      for (const callId of old) {
        // The row last: as long as there is a file, something knows of it.
        await spool.remove(callId);
        await store.remove(callId);
        await ledger.forget(callId);
      }
      if (old.length < BATCH) return;
    }
  }
}
