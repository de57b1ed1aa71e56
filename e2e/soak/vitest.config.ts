import { defineConfig } from "vitest/config";

/** What takes too long for `npm test`. `SOAK_SEED` repeats a run, `SOAK_RUNS` makes it longer. */
export default defineConfig({
  test: {
    include: ["soak/**/*.test.ts"],
    globalSetup: ["asterisk/test-setup.ts"],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
