import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { OnceStore } from "../../store/once/port.ts";

const RANDOM_BYTES = 16;
/** seconds without leading zero . random . HMAC-SHA256: one spelling per nonce, so that "once" means once */
const SHAPE = /^([1-9]\d{0,14})\.([0-9a-f]{32})\.([0-9a-f]{64})$/;

/** Issues and consumes the single-use nonces of `/challenge` (click2call.rst "POST /challenge"). */
export class Nonces {
  readonly #key: string;
  readonly #ttlSeconds: number;
  readonly #once: OnceStore;
  readonly #now: () => number;

  constructor(
    options: { key: string; ttlSeconds: number; now: () => number },
    once: OnceStore,
  ) {
    this.#key = options.key;
    this.#ttlSeconds = options.ttlSeconds;
    this.#now = options.now;
    this.#once = once;
  }

  issue(aor: string): string {
    const seconds = String(Math.floor(this.#now() / 1000));
    const random = randomBytes(RANDOM_BYTES).toString("hex");
    return `${seconds}.${random}.${this.#sign(seconds, random, aor)}`;
  }

  /** True once for a nonce of this AoR that is still fresh; whatever comes after, it is used up then. */
  async consume(nonce: string, aor: string): Promise<boolean> {
    const [, seconds = "", random = "", signature = ""] =
      SHAPE.exec(nonce) ?? [];
    const expected = Buffer.from(this.#sign(seconds, random, aor), "hex");
    const given = Buffer.from(signature, "hex");
    if (given.length !== expected.length) return false;
    if (!timingSafeEqual(given, expected)) return false;
    const age = Math.floor(this.#now() / 1000) - Number(seconds);
    if (age < 0 || age > this.#ttlSeconds) return false;
    return await this.#once.claim(
      `nonce:${random}`,
      (this.#ttlSeconds + 1) * 1000,
    );
  }

  /** JSON keeps the three apart: no part can be moved into another. */
  #sign(seconds: string, random: string, aor: string): string {
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([seconds, random, aor]))
      .digest("hex");
  }
}
