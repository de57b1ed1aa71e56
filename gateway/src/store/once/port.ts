import type { Durability } from "../durability.ts";

export type Standing = { count: number; leftMs: number };

/**
 * Things that may happen once, or so many times in a window. A throw means "not known", which callers treat as a refusal.
 * With a durability the answer comes before the disk has it, and the caller waits for all its writes at once.
 */
export interface OnceStore {
  /** True for exactly one caller per key within its time to live. */
  claim(key: string, ttlMs: number, durability?: Durability): Promise<boolean>;
  /** Counts one hit in the key's window; `retryAfterMs` is set where the limit is passed. */
  hit(
    key: string,
    windowMs: number,
    limit: number,
    durability?: Durability,
  ): Promise<{ allowed: boolean; retryAfterMs: number }>;
  /** What stands under these keys now, in their order; zeros where nothing does. */
  look(keys: readonly string[]): Promise<Standing[]>;
  /** As if the key had never been claimed or hit. */
  forget(key: string): Promise<void>;
}
