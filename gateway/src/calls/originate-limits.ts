import type { Durability } from "../store/durability.ts";
import type { OnceStore } from "../store/once/port.ts";
import { DomainError } from "./errors.ts";

export type OriginateLimits = {
  perMinutePerUser: number;
  perMinutePerWorkspace: number;
};

export type LimitOf = readonly [whose: string, perMinute: number];

const MINUTE_MS = 60_000;

/** Counts one call for each of these, e.g. `user:alice`, against its limit a minute. Throws DomainError `originate_limit`. */
export async function hitOriginateLimits(
  once: OnceStore,
  counted: readonly LimitOf[],
  durability: Durability,
): Promise<void> {
  // Together, so that the database writes all in one commit.
  const hits = await Promise.all(
    counted.map(([whose, perMinute]) =>
      once.hit(`originate:${whose}`, MINUTE_MS, perMinute, durability),
    ),
  );
  const refused = hits.find((hit) => !hit.allowed);
  if (refused === undefined) return;
  throw new DomainError("rate", "originate_limit", "too many calls", {
    retryAfterSeconds: Math.ceil(refused.retryAfterMs / 1000),
  });
}
