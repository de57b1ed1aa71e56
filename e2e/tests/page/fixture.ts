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

type Seen = {
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
  /** Tells the page script other settings than the page began with. */
  settings(page: Page, changed: object): Promise<void>;
  /** The numbers that were pressed, as the background heard them. */
  pressed(): Promise<string[]>;
  /** The frames' addresses that asked for the second script. */
  asked(): Promise<string[]>;
  close(): Promise<void>;
};

export async function makeLab(): Promise<PageLab> {
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
    show: (page, { id, frameId }) =>
      tell(browser, page, { type: "page.show", id }, frameId),
    settings: (page, changed) => {
      const settings = { enabled: true, defaultCountry: "ES", ...changed };
      return tell(
        browser,
        page,
        { type: "page.settings.changed", settings },
        0,
      );
    },
    pressed: () => browser.worker.evaluate<string[]>("self.pressed"),
    asked: () => browser.worker.evaluate<string[]>("self.asked"),
    close: async () => {
      await browser.close();
      await pages.close();
    },
  };
}

const listen = `
  self.pressed = [];
  self.asked = [];
  chrome.runtime.onMessage.addListener((message, sender) => {
    if (message.type === "number.clicked") self.pressed.push(message.e164);
    if (message.type === "page.needs-numbers") self.asked.push(sender.url);
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
    const target = { tabId: ${tabId}, allFrames: true };
    const frames = await chrome.scripting.executeScript({ target, func: () => true });
    const lists = await Promise.all(frames.map(async ({ frameId }) => {
      const list = await chrome.tabs
        .sendMessage(${tabId}, { type: "page.numbers" }, { frameId })
        .catch(() => []);
      return list.map(({ id, e164, text, kind }) => ({ id, e164, kind, raw: text, frameId }));
    }));
    return lists.flat();
  })()`);
}

async function tell(
  browser: ExtensionBrowser,
  page: Page,
  message: object,
  frameId: number,
): Promise<void> {
  const tabId = await tabOf(browser, page);
  await browser.worker.evaluate(
    `chrome.tabs.sendMessage(${tabId}, ${JSON.stringify(message)}, { frameId: ${frameId} }).catch(() => {})`,
  );
}

export const test = base.extend<object, { lab: PageLab }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const lab = await makeLab();
      await use(lab);
      await lab.close();
    },
    { scope: "worker" },
  ],
});
export { expect } from "@playwright/test";
