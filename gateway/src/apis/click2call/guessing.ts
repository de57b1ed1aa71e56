import { createHash } from "node:crypto";
import { DomainError } from "../../calls/errors.ts";
import { networkOf } from "../../http/client-address.ts";
import { WindowCounter } from "../../http/window-counter.ts";
import type { Durability } from "../../store/durability.ts";
import type { OnceStore } from "../../store/once/port.ts";

/** Config section `guessing`. */
export type GuessingLimits = {
  readonly failuresPerAddress: number;
  readonly windowSeconds: number;
  readonly failuresPerTerminal: number;
  readonly terminalWindowSeconds: number;
  readonly brakeSeconds: number;
  readonly knownAddressSeconds: number;
  readonly challengesPerMinutePerAddress: number;
};

/** Who is guessed at: the terminal, or the AoR nobody has; and the AoR as the client gave it. */
export type Target = { whose: string; claimedBy: string };

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const MOST_COUNTED = 20_000;

/** Counts wrong digests per terminal and address, and per terminal; a throw of the store is the caller's to refuse on. */
export class Guessing {
  readonly #limitsNow: () => GuessingLimits;
  readonly #once: OnceStore;
  /** Beside the store, for guesses sent all at once: it counts before anything is waited for. */
  #failures: WindowCounter;
  #failuresMs: number;
  readonly #challenges: WindowCounter;

  readonly #now: () => number;

  /** `limits` are asked for whenever they are needed: a reload may change them. */
  constructor(
    limits: () => GuessingLimits,
    once: OnceStore,
    now: () => number,
  ) {
    this.#limitsNow = limits;
    this.#once = once;
    this.#now = now;
    this.#failuresMs = this.#limits.windowSeconds * SECOND_MS;
    this.#failures = this.#counter(this.#failuresMs);
    this.#challenges = this.#counter(MINUTE_MS);
  }

  /** Throws DomainError `too_many_challenges`. */
  challenge(address: string): void {
    const { count, leftMs } = this.#challenges.hit(networkOf(address));
    if (count > this.#limits.challengesPerMinutePerAddress)
      throw new DomainError(
        "rate",
        "too_many_challenges",
        "too many attempts",
        { retryAfterSeconds: seconds(leftMs) },
      );
  }

  /**
   * Gives what `isRight` says, and counts it.
   * Throws DomainError `too_many_guesses` without asking `isRight`.
   */
  async judge(
    target: Target,
    address: string,
    isRight: () => boolean,
    durability?: Durability,
  ): Promise<boolean> {
    const pair = hash([target.whose, networkOf(address)]);
    const all = `guess:all:${hash([target.whose])}`;
    const keys = [`guess:pair:${pair}`, all, `guess:known:${pair}`];
    const [seen = NOTHING, braked = NOTHING, known = NOTHING] =
      await this.#once.look(keys);
    if (
      known.count === 0 &&
      braked.count >= this.#limits.failuresPerTerminal &&
      seen.count < this.#limits.failuresPerAddress
    )
      await this.#takeTurn(target, durability);
    // Nothing is waited for from here until a wrong digest is counted.
    this.#fitWindow();
    const now = this.#failures.peek(pair);
    if (Math.max(seen.count, now.count) >= this.#limits.failuresPerAddress)
      throw tooManyGuesses(target, Math.max(seen.leftMs, now.leftMs));
    if (!isRight()) {
      this.#failures.hit(pair);
      await this.#countFailure(pair, all, durability);
      return false;
    }
    this.#failures.forget(pair);
    await this.#remember(pair, seen.count > 0, known.leftMs, durability);
    return true;
  }

  get #limits(): GuessingLimits {
    return this.#limitsNow();
  }

  #counter(windowMs: number): WindowCounter {
    return new WindowCounter({
      windowMs,
      limit: MOST_COUNTED,
      now: this.#now,
    });
  }

  /** Windows of one counter are of one length; the store goes on knowing what a new one does not. */
  #fitWindow(): void {
    const windowMs = this.#limits.windowSeconds * SECOND_MS;
    if (windowMs === this.#failuresMs) return;
    this.#failuresMs = windowMs;
    this.#failures = this.#counter(windowMs);
  }

  async #takeTurn(
    target: Target,
    durability: Durability | undefined,
  ): Promise<void> {
    const ms = this.#limits.brakeSeconds * SECOND_MS;
    const key = `guess:turn:${hash([target.whose])}`;
    if (!(await this.#once.claim(key, ms, durability)))
      throw tooManyGuesses(target, ms);
  }

  async #countFailure(
    pair: string,
    all: string,
    durability: Durability | undefined,
  ): Promise<void> {
    const { windowSeconds, terminalWindowSeconds } = this.#limits;
    const noLimit = Number.MAX_SAFE_INTEGER;
    await Promise.all([
      this.#once.hit(
        `guess:pair:${pair}`,
        windowSeconds * SECOND_MS,
        noLimit,
        durability,
      ),
      this.#once.hit(
        all,
        terminalWindowSeconds * SECOND_MS,
        noLimit,
        durability,
      ),
    ]);
  }

  /** Most right digests change nothing and write nothing. */
  async #remember(
    pair: string,
    failedBefore: boolean,
    knownLeftMs: number,
    durability: Durability | undefined,
  ): Promise<void> {
    const knownMs = this.#limits.knownAddressSeconds * SECOND_MS;
    if (failedBefore) await this.#once.forget(`guess:pair:${pair}`);
    if (knownLeftMs >= knownMs / 2) return;
    if (knownLeftMs > 0) await this.#once.forget(`guess:known:${pair}`);
    await this.#once.claim(`guess:known:${pair}`, knownMs, durability);
  }
}

const NOTHING = { count: 0, leftMs: 0 };

function hash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function tooManyGuesses({ claimedBy }: Target, leftMs: number): DomainError {
  return new DomainError("rate", "too_many_guesses", "too many attempts", {
    retryAfterSeconds: seconds(leftMs),
    claimedBy,
  });
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / SECOND_MS));
}
