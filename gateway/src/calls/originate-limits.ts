import type { Durability } from "../store/durability.ts";
import type { OnceStore } from "../store/once/port.ts";
import { DomainError } from "./errors.ts";

export type OriginateLimits = {
  perMinutePerUser: number;
  perMinutePerWorkspace: number;
};

export type LimitOf = readonly [whose: string, perMinute: number];

const MINUTE_MS = 60_000;

/**
 * Counts one call for each of these, e.g. `user:alice`, against its limit a minute: the narrowest first, because what one
 * refuses uses nothing of the next up, which others share. Throws DomainError `originate_limit`.
 */
export async function hitOriginateLimits(
  once: OnceStore,
  counted: readonly LimitOf[],
  durability: Durability,
): Promise<void> {
  for (const [whose, perMinute] of counted) {
    const key = `originate:${whose}`;
    const hit = await once.hit(key, MINUTE_MS, perMinute, durability);
    if (hit.allowed) continue;
    throw new DomainError("rate", "originate_limit", "too many calls", {
      retryAfterSeconds: Math.ceil(hit.retryAfterMs / 1000),
    });
  }
}
