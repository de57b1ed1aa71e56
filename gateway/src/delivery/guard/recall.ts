/** Calls back what is being sent. One watcher at a time; an AbortSignal's listeners were measured to cost more than the rest of an attempt. */
export class Recall {
  #isMade = false;
  #watcher: (() => void) | undefined;

  get isMade(): boolean {
    return this.#isMade;
  }

  make(): void {
    this.#isMade = true;
    this.#watcher?.();
  }

  /** In the place of the watcher before; undefined: none. */
  watch(watcher: (() => void) | undefined): void {
    this.#watcher = watcher;
  }
}
