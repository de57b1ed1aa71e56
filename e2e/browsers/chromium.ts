import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Worker } from "@playwright/test";

export type ExtensionBrowser = {
  context: BrowserContext;
  /** the extension's background */
  worker: Worker;
  extensionId: string;
  /** Gives the extension a host permission, as a person would in the browser's prompt. */
  allowHosts(...patterns: string[]): Promise<void>;
  close(): Promise<void>;
};

/** Debian's Chromium, headless, with a fresh profile and one unpacked extension. `extensionDir` is absolute. */
export async function launchWithExtension({
  executablePath = process.env.RINGBACK_CHROMIUM ?? "/usr/bin/chromium",
  extensionDir,
  args = [],
  handleSignals = true,
}: {
  executablePath?: string;
  extensionDir: string;
  args?: readonly string[];
  /** false: whoever starts the browser closes it, whatever signal comes */
  handleSignals?: boolean;
}): Promise<ExtensionBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "ringback-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    handleSIGINT: handleSignals,
    handleSIGTERM: handleSignals,
    handleSIGHUP: handleSignals,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      `--disable-extensions-except=${extensionDir}`,
      `--load-extension=${extensionDir}`,
      "--disable-quic",
      ...args,
    ],
  });
  const worker =
    context.serviceWorkers()[0] ??
    (await context.waitForEvent("serviceworker"));
  const extensionId = new URL(worker.url()).host;
  return {
    context,
    worker,
    extensionId,
    allowHosts: (...patterns) => allowHosts(context, extensionId, patterns),
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Headless nobody can press the prompt: grant it in the browser's own page first, then the request needs no prompt. */
async function allowHosts(
  context: BrowserContext,
  extensionId: string,
  origins: readonly string[],
): Promise<void> {
  const page = await context.newPage();
  await page.goto("chrome://extensions");
  for (const origin of origins) {
    await page.evaluate(
      `chrome.developerPrivate.addHostPermission(${JSON.stringify(extensionId)}, ${JSON.stringify(origin)})`,
    );
  }
  await page.goto(`chrome-extension://${extensionId}/manifest.json`);
  const granted = await page.evaluate(
    `chrome.permissions.request({ origins: ${JSON.stringify(origins)} })`,
  );
  await page.close();
  if (granted !== true) throw new Error(`not granted: ${origins.join(", ")}`);
}
