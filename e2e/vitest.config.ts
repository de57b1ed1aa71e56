import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "{asterisk,fail2ban,kamailio,terminals,doctor,faults,gateway,pbx,prometheus,reference-client}/**/*.test.ts",
    ],
    globalSetup: ["asterisk/test-setup.ts"],
    // These tests wait for phones far more than they compute.
    maxWorkers: 4,
    testTimeout: 15_000,
    hookTimeout: 30_000,
  },
});
