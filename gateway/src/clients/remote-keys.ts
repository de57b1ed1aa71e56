import {
  type CryptoKey,
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from "jose";

/** Of config section `oauth`, in milliseconds. */
export type KeyTimes = {
  freshMs: number;
  staleMs: number;
  cooldownMs: number;
  /** until one fetch is given up */
  loadMs: number;
};

type LocalSet = ReturnType<typeof createLocalJWKSet>;

/** The keys cannot be had, and none are known that may still be used. */
export class KeysUnknown extends Error {
  constructor(options: { cause?: unknown } = {}) {
    super("the issuer's keys cannot be had", options);
    this.name = "KeysUnknown";
  }
}

/**
 * Public keys that stand somewhere else. Known ones are used at once, also while they are fetched anew and for
 * `staleMs` while they cannot be: nobody waits for a slow server twice. A key nobody has seen is asked for, but not
 * more often than each `cooldownMs`.
 */
export class RemoteKeys {
  readonly #fetch: () => Promise<JSONWebKeySet>;
  readonly #times: KeyTimes;
  readonly #now: () => number;
  readonly #onFault: (fault: unknown) => void;
  #known: { set: LocalSet; at: number } | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;
  #lastFault: unknown;

  /** `now`: milliseconds that never go back. */
  constructor(
    fetch: () => Promise<JSONWebKeySet>,
    options: {
      times: KeyTimes;
      now: () => number;
      onFault: (fault: unknown) => void;
    },
  ) {
    this.#fetch = fetch;
    this.#times = options.times;
    this.#now = options.now;
    this.#onFault = options.onFault;
  }

  /** As jose asks for a key. Rejects with KeysUnknown, or with jose's error where no key fits. */
  readonly keyFor = async (
    header: JWSHeaderParameters,
    token: FlattenedJWSInput,
  ): Promise<CryptoKey> => {
    const age = this.#age();
    if (age >= this.#times.staleMs) this.#known = undefined;
    if (this.#known === undefined) await this.#refresh();
    else if (age >= this.#times.freshMs) void this.#refresh();
    try {
      return await this.#pick(header, token);
    } catch (fault) {
      if (!(fault instanceof errors.JWKSNoMatchingKey)) throw fault;
      await this.#refresh();
      return await this.#pick(header, token);
    }
  };

  #age(): number {
    return this.#known === undefined
      ? Number.POSITIVE_INFINITY
      : this.#now() - this.#known.at;
  }

  async #pick(
    header: JWSHeaderParameters,
    token: FlattenedJWSInput,
  ): Promise<CryptoKey> {
    if (this.#known === undefined)
      throw new KeysUnknown({ cause: this.#lastFault });
    return await this.#known.set(header, token);
  }

  /** Never rejects; who comes while it runs waits for the same answer. */
  async #refresh(): Promise<void> {
    if (this.#running === undefined) {
      const now = this.#now();
      if (now - this.#triedAt < this.#times.cooldownMs) return;
      this.#triedAt = now;
      this.#running = this.#load();
    }
    await this.#running;
  }

  async #load(): Promise<void> {
    try {
      this.#known = {
        set: createLocalJWKSet(await this.#fetchInTime()),
        at: this.#now(),
      };
    } catch (fault) {
      this.#lastFault = fault;
      this.#onFault(fault);
    } finally {
      this.#running = undefined;
    }
  }

  /** Whatever becomes of the fetch: nobody waits for longer, and the next one may begin. */
  async #fetchInTime(): Promise<JSONWebKeySet> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => late.reject(new Error("keys did not come in time")),
      this.#times.loadMs,
    );
    try {
      return await Promise.race([this.#fetch(), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
