export type Count = {
  count: number;
  /** until the count begins anew; 0 where there is none */
  leftMs: number;
};

const NONE: Count = { count: 0, leftMs: 0 };

/** Counts per key in windows that begin with a key's first hit. Keys come from strangers: it holds `limit` of them, no more. */
export class WindowCounter {
  // All windows are of one length, so the order of insertion is the order of ending.
  readonly #counts = new Map<string, { count: number; until: number }>();
  readonly #windowMs: number;
  readonly #limit: number;
  readonly #now: () => number;

  constructor(options: { windowMs: number; limit: number; now: () => number }) {
    this.#windowMs = options.windowMs;
    this.#limit = options.limit;
    this.#now = options.now;
  }

  get size(): number {
    return this.#counts.size;
  }

  hit(key: string): Count {
    const now = this.#now();
    this.#sweep(now);
    const held = this.#counts.get(key);
    if (held !== undefined) {
      held.count += 1;
      return { count: held.count, leftMs: held.until - now };
    }
    this.#counts.set(key, { count: 1, until: now + this.#windowMs });
    if (this.#counts.size > this.#limit) this.#forgetOldest();
    return { count: 1, leftMs: this.#windowMs };
  }

  peek(key: string): Count {
    const now = this.#now();
    const held = this.#counts.get(key);
    if (held === undefined || held.until <= now) return NONE;
    return { count: held.count, leftMs: held.until - now };
  }

  forget(key: string): void {
    this.#counts.delete(key);
  }

  #sweep(now: number): void {
    for (const [key, { until }] of this.#counts) {
      if (until > now) return;
      this.#counts.delete(key);
    }
  }

  #forgetOldest(): void {
    for (const key of this.#counts.keys()) {
      this.#counts.delete(key);
      return;
    }
  }
}
