import preact from "@preact/preset-vite";
import { defineConfig } from "wxt";

/**
 * The public half of a key nobody kept: it only fixes the extension's id in Chrome (cgpamlaipbngaghfmeaeibckiljopakj),
 * which a gateway can then allow as an origin. The store signs with a key of its own.
 */
const CHROME_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwaPj6q7eVzgxpZCPWmbeEnlhDyjK++p72tAGauE1OCaSLCJQN+p5tHWdLQAtZJFLj4FhmlHEMDvfhCcZ/HdByKHsHx+GDNJ55GpQ7c5GFS1xpkslQOW90zUqmITugOdjmSD8krNXekWoh008ysIhvkHpU0nItrnJHj5FqBGIYOA0xVb+Z2dU7beia2AuQHhdcof+PfR1nw1xCFLjaQk7r+ZZPCDRKi5lmNr8YmFcWDwLsobzH2zGczr8ihPZ2MF4mOfJn1d0s4MO/4gkYBxprewoHnFRbrz+LU+JOWXQUKZqmCV1YT3Lt0QcYMJMA5ROnyrEuJWWq2LzU3i9bv90KQIDAQAB";

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
    description:
      "Click a phone number on any page: your own phone rings, you answer, the other party is dialled.",
    action: { default_title: "Ringback" },
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
      : { minimum_chrome_version: "128", key: CHROME_KEY }),
  }),
});
