/** Checks of a configuration as a whole, each with what breaks it and what mends it. */
import { expect, test } from "vitest";
import { loadConfig } from "./load.ts";
import { leastEnvironment } from "./testing.ts";

/** Its name, what breaks it, the key it names, and what mends it beside what broke it (`{}`: nothing). */
type Rule = [string, Record<string, string>, string, Record<string, string>];

export function checksHold(rules: readonly Rule[]): void {
  test.each(rules)(
    "%s is a fault that names the key and not a secret",
    (_, broken, key) => {
      const { faults } = loadConfig({
        env: { ...leastEnvironment, ...broken },
      });
      expect(faults?.map((fault) => fault.key)).toEqual([key]);
      expect(JSON.stringify(faults)).not.toContain("ami-secret");
    },
  );

  const mendable = rules.filter(
    ([, , , mended]) => Object.keys(mended).length > 0,
  );
  test.each(mendable)("%s can be mended", (_, broken, key, mended) => {
    const env = { ...leastEnvironment, ...broken, ...mended };
    expect(loadConfig({ env }).faults, key).toBeUndefined();
  });
}
