import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { OnceStore } from "../../store/once/port.ts";

const RANDOM_BYTES = 16;
/** seconds without leading zero . random . HMAC-SHA256: one spelling per nonce, so that "once" means once */
const SHAPE = /^([1-9]\d{0,14})\.([0-9a-f]{32})\.([0-9a-f]{64})$/;

/** Issues and consumes the single-use nonces of `/challenge` (click2call.rst "POST /challenge"). */
export class Nonces {
  readonly #key: string;
  readonly #formerKeys: readonly string[];
  readonly #ttlSeconds: number;
  readonly #once: OnceStore;
  readonly #now: () => number;

  constructor(
    options: {
      key: string;
      /** what they signed is still taken */
      formerKeys?: readonly string[];
      ttlSeconds: number;
      now: () => number;
    },
    once: OnceStore,
  ) {
    this.#key = options.key;
    this.#formerKeys = options.formerKeys ?? [];
    this.#ttlSeconds = options.ttlSeconds;
    this.#now = options.now;
    this.#once = once;
  }

  issue(aor: string): string {
    const seconds = String(Math.floor(this.#now() / 1000));
    const random = randomBytes(RANDOM_BYTES).toString("hex");
    return `${seconds}.${random}.${sign(this.#key, seconds, random, aor)}`;
  }

  /** True once for a nonce of this AoR that is still fresh; whatever comes after, it is used up then. */
  async consume(nonce: string, aor: string): Promise<boolean> {
    const [, seconds = "", random = "", signature = ""] =
      SHAPE.exec(nonce) ?? [];
    const given = Buffer.from(signature, "hex");
    const isSigned = [this.#key, ...this.#formerKeys].some((key) => {
      const expected = Buffer.from(sign(key, seconds, random, aor), "hex");
      return (
        given.length === expected.length && timingSafeEqual(given, expected)
      );
    });
    if (!isSigned) return false;
    const age = Math.floor(this.#now() / 1000) - Number(seconds);
    if (age < 0 || age > this.#ttlSeconds) return false;
    return await this.#once.claim(
      `nonce:${random}`,
      (this.#ttlSeconds + 1) * 1000,
    );
  }
}

/** JSON keeps the three apart: no part can be moved into another. */
function sign(
  key: string,
  seconds: string,
  random: string,
  aor: string,
): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([seconds, random, aor]))
    .digest("hex");
}
