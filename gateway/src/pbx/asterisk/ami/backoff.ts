/** Waiting times that double from `minMs` to `maxMs`, each with jitter between half and all of it. There is no last try. */
export class Backoff {
  readonly #minMs: number;
  readonly #maxMs: number;
  #baseMs: number;

  constructor(minMs: number, maxMs: number) {
    this.#minMs = minMs;
    this.#maxMs = maxMs;
    this.#baseMs = minMs;
  }

  next(): number {
    const waitMs = this.#baseMs * (0.5 + Math.random() / 2);
    this.#baseMs = Math.min(this.#baseMs * 2, this.#maxMs);
    return waitMs;
  }

  reset(): void {
    this.#baseMs = this.#minMs;
  }
}
