import preact from "@preact/preset-vite";
import { defineConfig } from "wxt";

export default defineConfig({
  srcDir: "src",
  vite: () => ({ plugins: [preact()] }),
  zip: {
    // A reviewer rebuilds from this archive, so it must hold the whole workspace the lockfile names.
    sourcesRoot: "..",
    includeSources: [
      "package.json",
      "pnpm-lock.yaml",
      "pnpm-workspace.yaml",
      "tsconfig.base.json",
      "scripts/**",
      "shared/**",
      "extension/**",
      "gateway/package.json",
      "e2e/package.json",
    ],
  },
  manifest: ({ browser }) => ({
    name: "Ringback",
    permissions: [
      "storage",
      "contextMenus",
      "activeTab",
      "scripting",
      "notifications",
      "alarms",
    ],
    optional_host_permissions: ["https://*/*", "http://*/*"],
    // Firefox's default policy would turn the socket to a loopback gateway into wss:// (upgrade-insecure-requests).
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'self'",
    },
    ...(browser === "firefox"
      ? {
          browser_specific_settings: {
            gecko: {
              id: "ringback@example.org",
              strict_min_version: "140.0",
              data_collection_permissions: {
                required: ["authenticationInfo", "personallyIdentifyingInfo"],
              },
            },
            gecko_android: { strict_min_version: "142.0" },
          },
        }
      : { minimum_chrome_version: "128" }),
  }),
});
