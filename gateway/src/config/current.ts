import { type Reloaded, reloaded } from "./reload.ts";
import type { Config } from "./schema.ts";

/** The configuration in force. Parts read it when they use it, and keep nothing of it; what holds more hears of a change. */
export class CurrentConfig {
  #value: Config;
  readonly #listeners: ((config: Config) => void)[] = [];

  constructor(config: Config) {
    this.#value = config;
  }

  get value(): Config {
    return this.#value;
  }

  /** Takes in all that needs no restart, at once. `next` must have been checked. */
  replace(next: Config): Reloaded {
    const result = reloaded(this.#value, next);
    this.#value = result.config;
    for (const listener of this.#listeners) listener(result.config);
    return result;
  }

  /** Called after each change, in the order of asking; must not throw. */
  onChange(listener: (config: Config) => void): void {
    this.#listeners.push(listener);
  }

  /** Gives what `make` makes of the configuration in force, made anew only after a change. */
  derive<T>(make: (config: Config) => T): () => T {
    let from = this.#value;
    let made = make(from);
    return () => {
      if (from !== this.#value) {
        from = this.#value;
        made = make(from);
      }
      return made;
    };
  }
}
