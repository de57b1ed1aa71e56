/** One queue per key: work on one call never overlaps, work on different calls does not wait for each other. */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Settles as `work` does; later work of the key waits for it either way. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key);
      });
    this.#tails.set(key, tail);
    return result;
  }

  /** Keys with work under way or waiting. */
  get size(): number {
    return this.#tails.size;
  }

  /** Resolves when all that was queued so far is done. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}
