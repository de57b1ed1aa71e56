import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "{asterisk,ctd,fail2ban,kamailio,leaks,terminals,doctor,faults,gateway,pbx,prometheus,reference-client}/**/*.test.ts",
    ],
    setupFiles: ["../gateway/src/ops/testing-setup.ts"],
    globalSetup: ["asterisk/test-setup.ts"],
    // These tests wait for phones far more than they compute.
    maxWorkers: 4,
    maxConcurrency: 8,
    testTimeout: 15_000,
    hookTimeout: 30_000,
  },
});
