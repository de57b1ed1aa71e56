import { fileURLToPath } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";
import {
  type ExtensionBrowser,
  launchWithExtension,
} from "../../browsers/chromium.ts";
import { type PageServer, servePages } from "../../browsers/serve-pages.ts";

const EXTENSION = fileURLToPath(
  new URL("../../../extension/.output/chrome-mv3", import.meta.url),
);

/** As the welcome page would leave them; `confirm: always` stops each call before the gateway. */
const SETTINGS = {
  version: 1,
  account: {
    gateway: "https://gateway.example",
    aor: "sip:alice@example.org",
    realm: "example.org",
    userName: "Alice",
    extension: "100",
    number: null,
    region: "ES",
  },
  country: null,
  confirm: "always",
  detection: { mode: "everywhere", sites: [], offSites: [] },
};

export type Seen = {
  raw: string;
  e164: string;
  kind: string;
  id: number;
  frameId: number;
};

export type PageLab = {
  browser: ExtensionBrowser;
  pages: PageServer;
  /** Opens a page and waits until its numbers, that many, are known. */
  open(name: string, numbers: number): Promise<Page>;
  /** What the popup would list, of every frame. */
  numbers(page: Page): Promise<Seen[]>;
  show(page: Page, number: Seen): Promise<void>;
  /** The numbers that were pressed, as the background heard them. */
  pressed(): Promise<string[]>;
};

async function makeLab(): Promise<PageLab> {
  const [browser, pages] = await Promise.all([
    launchWithExtension({ extensionDir: EXTENSION }),
    servePages(),
  ]);
  await browser.allowHosts("http://127.0.0.1/*");
  await browser.worker.evaluate(listen);
  await browser.worker.evaluate(
    `chrome.storage.local.set({ settings: ${JSON.stringify(SETTINGS)} })`,
  );
  await expect
    .poll(() =>
      browser.worker.evaluate<number>(
        "chrome.scripting.getRegisteredContentScripts().then((all) => all.length)",
      ),
    )
    .toBe(1);
  const numbers = (page: Page) => numbersOf(browser, page);
  return {
    browser,
    pages,
    numbers,
    open: async (name, expected) => {
      const page = await browser.context.newPage();
      await page.goto(pages.url(name));
      await expect
        .poll(async () => (await numbers(page)).length, { timeout: 8_000 })
        .toBe(expected);
      return page;
    },
    show: (page, number) => tell(browser, page, number),
    pressed: () => browser.worker.evaluate<string[]>("self.pressed"),
  };
}

const listen = `
  self.pressed = [];
  chrome.runtime.onMessage.addListener((message) => {
    if (message.type === "number.clicked") self.pressed.push(message.e164);
  });
`;

async function tabOf(browser: ExtensionBrowser, page: Page): Promise<number> {
  return browser.worker.evaluate<number>(
    `chrome.tabs.query({}).then((tabs) => tabs.find(({ url }) => url === ${JSON.stringify(page.url())}).id)`,
  );
}

async function numbersOf(
  browser: ExtensionBrowser,
  page: Page,
): Promise<Seen[]> {
  const tabId = await tabOf(browser, page);
  return browser.worker.evaluate<Seen[]>(`(async () => {
    const frames = await chrome.scripting.executeScript({
      target: { tabId: ${tabId}, allFrames: true },
      func: () => globalThis.ringbackPage?.receive({ type: "page.numbers" }) ?? [],
    });
    return frames.flatMap(({ frameId, result }) =>
      result.map(({ id, e164, text, kind }) => ({ id, e164, kind, raw: text, frameId })));
  })()`);
}

async function tell(
  browser: ExtensionBrowser,
  page: Page,
  { id, frameId }: Seen,
) {
  const tabId = await tabOf(browser, page);
  await browser.worker.evaluate(
    `chrome.tabs.sendMessage(${tabId}, { type: "page.show", id: ${id} }, { frameId: ${frameId} }).catch(() => {})`,
  );
}

export const test = base.extend<object, { lab: PageLab }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const lab = await makeLab();
      await use(lab);
      await lab.browser.close();
      await lab.pages.close();
    },
    { scope: "worker" },
  ],
});
export { expect } from "@playwright/test";
