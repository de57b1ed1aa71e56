import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  workers: 2,
  reporter: "list",
  forbidOnly: process.env.CI === "true",
  projects: [
    // Needs a browser.
    { name: "pages", testIgnore: ["proof/**", "screens/**", "firefox/**"] },
    // Needs a real Asterisk as well.
    { name: "path", testMatch: "{proof,screens}/**/*.spec.ts" },
    // The same path in the other browser: Firefox in Chromium's place.
    { name: "firefox", testMatch: "firefox/**/*.spec.ts" },
  ],
});
