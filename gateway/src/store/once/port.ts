export type Standing = { count: number; leftMs: number };

/** Things that may happen once, or so many times in a window. A throw means "not known", which callers treat as a refusal. */
export interface OnceStore {
  /** True for exactly one caller per key within its time to live. */
  claim(key: string, ttlMs: number): Promise<boolean>;
  /** Counts one hit in the key's window; `retryAfterMs` is set where the limit is passed. */
  hit(
    key: string,
    windowMs: number,
    limit: number,
  ): Promise<{ allowed: boolean; retryAfterMs: number }>;
  /** What stands under these keys now, in their order; zeros where nothing does. */
  look(keys: readonly string[]): Promise<Standing[]>;
  /** As if the key had never been claimed or hit. */
  forget(key: string): Promise<void>;
}
