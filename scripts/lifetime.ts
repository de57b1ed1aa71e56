import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { watchAncestors } from "./ancestors.mjs";

const LONGEST_ENDING_MS = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

type End = () => Promise<unknown>;

/** What this program has started, ended in reverse order when the program ends, whatever ends it. */
export class Lifetime {
  readonly #ends: End[] = [];
  #ending: Promise<void> | undefined;

  constructor() {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        // Whoever asks twice means it; the children's lifelines end them all the same.
        if (this.#ending !== undefined)
          process.exit(128 + constants.signals[signal]);
        void this.#leave(128 + constants.signals[signal]);
      });
    }
    watchAncestors(() => void this.#leave(129));
    // Nobody reads us any more: not a reason to die before the rest is ended.
    process.stdout.on("error", () => {});
    process.stderr.on("error", () => {});
  }

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** To be ended with us. */
  add(end: End): void {
    this.#ends.push(end);
  }

  /** Ends everything that was added; what cannot be ended in time is left to its lifeline. */
  end(): Promise<void> {
    this.#ending ??= this.#endAll();
    return this.#ending;
  }

  async #endAll(): Promise<void> {
    const all = async () => {
      for (const end of this.#ends.reverse()) {
        await end().catch((error: unknown) => console.error(String(error)));
      }
    };
    const limit = new AbortController();
    await Promise.race([
      all(),
      sleep(LONGEST_ENDING_MS, undefined, { signal: limit.signal }).catch(
        () => undefined,
      ),
    ]);
    limit.abort();
  }

  async #leave(code: number): Promise<void> {
    await this.end();
    process.exit(code);
  }
}
