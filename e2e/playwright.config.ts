import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  workers: 2,
  reporter: "list",
  forbidOnly: process.env.CI === "true",
  projects: [
    // Needs a browser.
    { name: "pages", testIgnore: "proof/**" },
    // Needs a real Asterisk as well.
    { name: "path", testMatch: "proof/**/*.spec.ts" },
  ],
});
