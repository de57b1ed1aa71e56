import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/ops/testing-setup.ts"],
    // Properties are tried many times over, also on a machine that is busy.
    testTimeout: 15_000,
  },
});
