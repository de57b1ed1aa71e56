/** The real world of the proof (Asterisk, gateway, phones), with Debian's Firefox in Chromium's place. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Firefox, launchFirefox } from "../../browsers/firefox.ts";
import { type FirefoxPage, until } from "../../browsers/firefox-page.ts";
import { ALICE, test as world } from "../../proof/world.ts";
import { FirefoxPopup } from "./popup.ts";

const EXTENSION = fileURLToPath(
  new URL("../../../extension/.output/firefox-mv3", import.meta.url),
);

export type Typed = { gateway: string; password: string };

type TestFixtures = {
  /** A Firefox of its own, in which the extension was just installed. */
  newFirefox: Firefox;
  dialer: FirefoxPopup;
  /** Puts a screen, light and dark, beside the test's results. */
  keep: (page: FirefoxPage, name: string, browser?: Firefox) => Promise<void>;
};

/** Fills in the welcome page with real keys and presses Connect. */
export async function connect(
  page: FirefoxPage,
  { gateway, password }: Typed,
): Promise<void> {
  await page.fill(await page.node("textbox", "Gateway"), gateway);
  await page.fill(await page.node("textbox", "Address of record"), ALICE);
  await page.fill(await page.css("input[type=password]"), password);
  await page.click("button", "Connect");
}

export const test = world.extend<TestFixtures, { firefox: Firefox }>({
  firefox: [
    async ({ gateway }, use) => {
      const firefox = await launchFirefox({ extensionDir: EXTENSION });
      const welcome = await firefox.opened(firefox.address("welcome.html"));
      await connect(welcome, {
        gateway: gateway.origin,
        password: gateway.passwords.get(ALICE) ?? "",
      });
      await welcome.node("button", "Ring my phone");
      await use(firefox);
      await firefox.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern what a fixture needs
  newFirefox: async ({}, use) => {
    const firefox = await launchFirefox({ extensionDir: EXTENSION });
    await use(firefox);
    await firefox.close();
  },
  dialer: async ({ firefox }, use) => {
    const page = await firefox.open(firefox.address("popup.html"));
    await page.size(380, 560);
    const dialer = new FirefoxPopup(page);
    await dialer.listen();
    await use(dialer);
    await page.close();
  },
  keep: async ({ firefox }, use, info) => {
    await use(async (page, name, browser = firefox) => {
      for (const scheme of ["light", "dark"] as const) {
        await browser.window.prefer(scheme);
        const wanted = `matchMedia("(prefers-color-scheme: ${scheme})").matches`;
        await until(`the page is ${scheme}`, async () =>
          (await page.evaluate(wanted)) === true ? true : undefined,
        );
        const path = info.outputPath(`${name}-${scheme}.png`);
        await writeFile(path, await page.screenshot());
        await info.attach(`${name}-${scheme}`, {
          path,
          contentType: "image/png",
        });
      }
      await browser.window.prefer("light");
    });
  },
});

export { expect } from "@playwright/test";
