import { createHash } from "node:crypto";
import { DomainError } from "../../calls/errors.ts";

/**
 * The caller ids both parties see (issue: masked numbers): a number of the client's pool each, or, without a pool, each other's.
 * Throws DomainError `no_mask` where a pool has none left: then nobody's number is shown instead. The same pair always gets the same ones, so that people recognise who calls.
 */
export function shownNumbers(
  caller: string,
  callee: string,
  pool: readonly string[],
): { shownToCaller: string; shownToCallee: string; masked: boolean } {
  // A party's own number would be no mask.
  const free = pool.filter((each) => each !== caller && each !== callee);
  if (pool.length === 0) {
    return { shownToCaller: callee, shownToCallee: caller, masked: false };
  }
  if (free.length === 0) {
    throw new DomainError(
      "unavailable",
      "no_mask",
      "there is no number to show in place of these",
    );
  }
  const pick = (seed: string) => {
    const hash = createHash("sha256").update(seed).digest().readUInt32BE(0);
    return free[hash % free.length] ?? "";
  };
  return {
    shownToCaller: pick(`${caller} sees ${callee}`),
    shownToCallee: pick(`${callee} sees ${caller}`),
    masked: true,
  };
}
