import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["{sandbox,typed-client}/**/*.test.ts"],
    testTimeout: 60_000,
    // Starting a sandbox takes seconds.
    hookTimeout: 60_000,
  },
});
