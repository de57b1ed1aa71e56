import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["asterisk/**/*.test.ts"],
    testTimeout: 15_000,
    // The first run fetches two Asterisks.
    hookTimeout: 180_000,
  },
});
