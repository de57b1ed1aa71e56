import { defineConfig } from "vitest/config";

const FILES = [
  "{asterisk,ctd,fail2ban,kamailio,leaks,terminals,doctor,faults,gateway,pbx,prometheus,reference-client}/**/*.test.ts",
];
/** Listens to voices: behind all others, because voices that come late are not the gateway's fault. */
const SOUND = "ctd/recording.test.ts";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: "e2e", include: FILES, exclude: [SOUND] },
      },
      {
        extends: true,
        test: { name: "sound", include: [SOUND], sequence: { groupOrder: 1 } },
      },
    ],
    setupFiles: ["../gateway/src/ops/testing-setup.ts"],
    globalSetup: ["asterisk/test-setup.ts"],
    // These tests wait for phones far more than they compute.
    maxWorkers: 4,
    maxConcurrency: 8,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    // A real PBX and real phones on a machine that does much else: what fails twice is a fault, and what needed a second try is shown.
    retry: 1,
  },
});
