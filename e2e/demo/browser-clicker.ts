import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import type { Lifetime } from "../../scripts/lifetime.ts";
import {
  type ExtensionBrowser,
  launchWithExtension,
} from "../browsers/chromium.ts";
import { openPopup, signIn } from "../browsers/sign-in.ts";
import { pointAt, pressControl, readControl } from "../tests/page/control.ts";
import type { Clicker, DemoNumber, Login } from "./clicker.ts";
import type { Sighting } from "./telephones.ts";

const FOUND_MS = 10_000;

export type BrowserOptions = {
  executablePath: string;
  extensionDir: string;
  login: Login;
  pageUrl: string;
  tell: (what: string) => void;
  lifetime: Lifetime;
};

/** On the welcome page, as a person would: look for numbers on the demo page's site. */
async function chooseSite(
  browser: ExtensionBrowser,
  welcome: Page,
  site: string,
): Promise<void> {
  await browser.allowHosts(`https://${site}/*`, `http://${site}/*`);
  // Not check(): the choice is marked only once the browser has said yes to it.
  const sites = welcome.getByLabel("On the sites I choose");
  await sites.click();
  await sites.and(welcome.locator(":checked")).waitFor();
  await welcome
    .getByRole("textbox", { name: "Look for numbers on" })
    .fill(site);
  await welcome.getByRole("button", { name: "Add" }).click();
  await welcome.getByRole("button", { name: `Remove ${site}` }).waitFor();
}

/** The background hears of a click by one message; ours listens beside its own listener. */
const LISTEN = `
  chrome.runtime.onMessage.addListener((message) => {
    if (message.type === "number.clicked")
      self.demoClick = { e164: message.e164, at: Date.now() };
  });
`;

async function heardClick(
  { worker }: ExtensionBrowser,
  e164: string,
): Promise<number> {
  const end = Date.now() + FOUND_MS;
  while (Date.now() < end) {
    const heard = await worker.evaluate<{ e164: string; at: number } | null>(
      "self.demoClick ?? null",
    );
    if (heard?.e164 === e164) return heard.at;
    await sleep(20);
  }
  throw new Error("the extension's background heard of no click");
}

/** Rests the mouse on the number until the control is offered for it. */
async function offer(page: Page, { text, e164 }: DemoNumber): Promise<string> {
  const end = Date.now() + FOUND_MS;
  while (Date.now() < end) {
    await pointAt(page, text);
    await sleep(200);
    const name = (await readControl(page))?.name ?? "";
    if (name.replaceAll(" ", "") === `Call${e164}`) return name;
  }
  throw new Error(`the extension does not offer to call ${text}`);
}

async function clickOn(
  browser: ExtensionBrowser,
  page: Page,
  number: DemoNumber,
): Promise<Sighting> {
  const name = await offer(page, number);
  await pressControl(page);
  const at = await heardClick(browser, number.e164);
  return { at, proof: `"${name}" over "${number.text}", with the mouse` };
}

/** Debian's Chromium, headless, with the extension signed in through its welcome page and the demo page open. */
export async function openBrowserClicker(
  options: BrowserOptions,
): Promise<Clicker> {
  const { executablePath, extensionDir, login, pageUrl, tell, lifetime } =
    options;
  tell("starting Chromium");
  const browser = await launchWithExtension({
    executablePath,
    extensionDir,
    handleSignals: false,
  });
  lifetime.add(() => browser.close());
  tell("signing in on the welcome page");
  const welcome = await signIn(browser, login);
  await chooseSite(browser, welcome, new URL(pageUrl).hostname);
  await welcome.close();
  await browser.worker.evaluate(LISTEN);
  tell("opening the demo page");
  const page = await browser.context.newPage();
  await page.goto(pageUrl);
  return {
    click: (number) => clickOn(browser, page, number),
    hangUp: async () => {
      const popup = await openPopup(browser);
      const button = popup.getByRole("button", { name: "Hang up" });
      await button.waitFor();
      const at = Date.now();
      await button.click();
      return { at, proof: `"Hang up" in the popup` };
    },
    close: () => browser.close(),
  };
}
