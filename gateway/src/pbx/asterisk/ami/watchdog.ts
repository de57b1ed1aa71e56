/** Asks again and again whether the peer still answers, and says so once when it does not. */
export class Watchdog {
  readonly #intervalMs: number;
  readonly #ping: () => Promise<unknown>;
  readonly #dead: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** The next `ping` begins `intervalMs` after the answer to the last; `dead` is called when one rejects. */
  constructor(
    intervalMs: number,
    ping: () => Promise<unknown>,
    dead: () => void,
  ) {
    this.#intervalMs = intervalMs;
    this.#ping = ping;
    this.#dead = dead;
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#ping().then(
        () => this.#schedule(),
        () => {
          if (!this.#stopped) this.#dead();
          this.stop();
        },
      );
    }, this.#intervalMs);
  }
}
