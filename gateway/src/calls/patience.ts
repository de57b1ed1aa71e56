import { setTimeout as sleep } from "node:timers/promises";
import { isUnavailable } from "../store/unavailable.ts";
import { KeyedQueue } from "./queue.ts";

const RETRY_MS = 100;

/**
 * Repeats work that must not be lost while the database cannot be used. One piece of work tries at a time: each try may
 * hold up the whole process for as long as the database's busy time.
 */
export class Patience {
  readonly #waiting = new KeyedQueue();
  readonly #onFault: (fault: unknown) => void;
  #ended = false;

  /** `onFault` is told of the first failure of each piece of work. */
  constructor(onFault: (fault: unknown) => void) {
    this.#onFault = onFault;
  }

  /** Settles as `work` does once the database can be used. */
  async run(work: () => Promise<void>): Promise<void> {
    if (this.#waiting.size === 0) {
      try {
        await work();
        return;
      } catch (fault) {
        if (!isUnavailable(fault)) throw fault;
        this.#onFault(fault);
      }
    }
    await this.#waiting.run("", () => this.#untilDone(work));
  }

  /** From now on a failure is final. */
  end(): void {
    this.#ended = true;
  }

  async #untilDone(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await work();
        return;
      } catch (fault) {
        if (!isUnavailable(fault) || this.#ended) throw fault;
        await sleep(RETRY_MS);
      }
    }
  }
}
