import { describe, expect, it } from "vitest";
import { besiege, DOORS } from "./besiege.ts";

/** MB a gateway may hold more after the last four fifths of an attack, whatever its length. */
export const MOST_GROWTH_MB = { heap: 8, rss: 96 };
/** Another user is answered within this, ms, whatever the machine has to do besides. */
const PATIENCE_MS = 3_000;

/** Attacks every door with so many bad requests, upgrades and frames each. */
export function withstands(count: number, timeoutMs: number): void {
  describe(`${count} bad things at each door`, () => {
    it.each(DOORS)("%s", { timeout: timeoutMs }, async (door) => {
      const outcome = await besiege(door, count);
      console.log(`fuzz ${JSON.stringify({ door, count, ...outcome })}`);
      const { growth, slowestMs, ...rest } = outcome;
      expect(rest).toMatchObject({
        ...{ oddities: [], faults: [], calls: 0, isAlive: true },
      });
      expect(slowestMs).toBeLessThan(PATIENCE_MS);
      expect(growth.heapUsed + growth.external).toBeLessThan(
        MOST_GROWTH_MB.heap,
      );
      expect(growth.rss).toBeLessThan(MOST_GROWTH_MB.rss);
    });
  });
}
