import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Durability } from "../../store/durability.ts";
import type { OnceStore } from "../../store/once/port.ts";

const RANDOM_BYTES = 16;
/** seconds without leading zero . random . HMAC-SHA256: one spelling per nonce, so that "once" means once */
const SHAPE = /^([1-9]\d{0,14})\.([0-9a-f]{32})\.([0-9a-f]{64})$/;

/** Read whenever they are needed: a reload may change them. */
export type NonceOptions = {
  readonly key: string;
  /** what they signed is still taken */
  readonly formerKeys?: readonly string[];
  readonly ttlSeconds: number;
  readonly now: () => number;
};

/** Issues and consumes the single-use nonces of `/challenge` (click2call.rst "POST /challenge"). */
export class Nonces {
  readonly #o: NonceOptions;
  readonly #once: OnceStore;

  constructor(options: NonceOptions, once: OnceStore) {
    this.#o = options;
    this.#once = once;
  }

  issue(aor: string): string {
    const seconds = String(Math.floor(this.#o.now() / 1000));
    const random = randomBytes(RANDOM_BYTES).toString("hex");
    return `${seconds}.${random}.${sign(this.#o.key, seconds, random, aor)}`;
  }

  /** True once for a nonce of this AoR that is still fresh; whatever comes after, it is used up then. */
  async consume(
    nonce: string,
    aor: string,
    durability?: Durability,
  ): Promise<boolean> {
    const { key, formerKeys = [], ttlSeconds } = this.#o;
    const [, seconds = "", random = "", signature = ""] =
      SHAPE.exec(nonce) ?? [];
    const given = Buffer.from(signature, "hex");
    const isSigned = [key, ...formerKeys].some((each) => {
      const expected = Buffer.from(sign(each, seconds, random, aor), "hex");
      return (
        given.length === expected.length && timingSafeEqual(given, expected)
      );
    });
    if (!isSigned) return false;
    const age = Math.floor(this.#o.now() / 1000) - Number(seconds);
    if (age < 0 || age > ttlSeconds) return false;
    const ttlMs = (ttlSeconds + 1) * 1000;
    return await this.#once.claim(`nonce:${random}`, ttlMs, durability);
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
