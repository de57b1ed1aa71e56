import type { CryptoKey, JWTPayload } from "jose";
import { BoundedMap } from "../store/bounded-map.ts";

/** Programs come with the same token again and again; strangers' tokens do not get here. */
const MOST_KEPT = 1_000;

type Verified = { key: CryptoKey; payload: JWTPayload };

/** Tokens whose signature was found good: checking it again would give the same, and costs more than all else of a request. */
export class VerifiedTokens {
  readonly #kept = new BoundedMap<string, Verified>(MOST_KEPT);

  /** undefined where this key has not been seen to sign this token, or the token is over. `now`: epoch milliseconds. */
  find(token: string, key: CryptoKey, now: number): JWTPayload | undefined {
    const kept = this.#kept.get(token);
    if (kept === undefined) return undefined;
    const isOver = (kept.payload.exp ?? 0) <= Math.floor(now / 1000);
    if (kept.key === key && !isOver) return kept.payload;
    this.#kept.delete(token);
    return undefined;
  }

  keep(token: string, verified: Verified): void {
    this.#kept.set(token, verified);
  }
}
