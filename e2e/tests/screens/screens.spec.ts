/**
 * The pictures of the docs, made on a real call. They are compared by size only: how letters look differs from machine
 * to machine. `RINGBACK_UPDATE_IMAGES=1` writes them anew.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { launchWithExtension } from "../../browsers/chromium.ts";
import { signIn } from "../../browsers/sign-in.ts";
import { type DemoPage, servePage } from "../../demo/page-server.ts";
import { startGateway } from "../../gateway/running.ts";
import { ALICE, expect, test as world } from "../../proof/world.ts";
import { pointAt, pressControl, readControl } from "../page/control.ts";

const IMAGES = fileURLToPath(new URL("../../../docs/images/", import.meta.url));
const EXTENSION = fileURLToPath(
  new URL("../../../extension/.output/chrome-mv3", import.meta.url),
);
const UPDATE = process.env.RINGBACK_UPDATE_IMAGES === "1";

const THEMES = ["light", "dark"] as const;
const PAGE_SIZE = { width: 1120, height: 640 };
const POPUP_SIZE = { width: 384, height: 284 };
const OPTIONS_SIZE = { width: 760, height: 1250 };
const WELCOME_SIZE = { width: 760, height: 740 };
/** For screens with twice the dots. */
const DENSITY = 2;

/** On the demo page, whose numbers are British. */
const SHOWN = { text: "020 7946 0128", formatted: "+44 20 7946 0128" };

type Screens = { demo: DemoPage };

/** The world of the proof, with a gateway that reads British numbers and phones that ring as long as a person would. */
const test = world.extend<object, Screens>({
  gateway: [
    async ({ pbx }, use) => {
      // The gateway refuses variables that look like its own and are none.
      delete process.env.RINGBACK_UPDATE_IMAGES;
      const gateway = await startGateway({
        ami: pbx.ami,
        terminals: [
          { name: "alice", extension: "101", number: "+442079460101" },
        ],
        config: { numbers: { region: "GB" } },
      });
      await use(gateway);
      await gateway.dispose();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  extensionBrowser: [
    async ({ gateway }, use) => {
      const browser = await launchWithExtension({ extensionDir: EXTENSION });
      const welcome = await signIn(browser, {
        gateway: gateway.origin,
        aor: ALICE,
        password: gateway.passwords.get(ALICE) ?? "",
      });
      await welcome.close();
      // The gateway's permission is for the demo page too: both are on 127.0.0.1.
      await browser.worker.evaluate(`(async () => {
        const { settings } = await chrome.storage.local.get("settings");
        settings.detection = { ...settings.detection, mode: "sites", sites: ["127.0.0.1"] };
        await chrome.storage.local.set({ settings });
      })()`);
      await expect
        .poll(() =>
          browser.worker.evaluate<number>(
            "chrome.scripting.getRegisteredContentScripts().then((all) => all.length)",
          ),
        )
        .toBe(1);
      await use(browser);
      await browser.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern what a fixture needs
    async ({}, use) => {
      const demo = await servePage();
      await use(demo);
      await demo.close();
    },
    { scope: "worker" },
  ],
});

/** Width and height of a PNG, as its header has them. */
function sizeOf(png: Buffer): string {
  return `${png.readUInt32BE(16)} × ${png.readUInt32BE(20)}`;
}

/** A page in both themes, `ready` in each: held against the pictures of the docs, or written there. */
async function picture(
  page: Page,
  name: string,
  { width, height }: { width: number; height: number },
  ready: () => Promise<void> = async () => {},
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await session.send("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, deviceScaleFactor: DENSITY, mobile: false },
    });
    await ready();
    // A theme fades in where the page says so.
    await page.waitForTimeout(300);
    const { data } = await session.send("Page.captureScreenshot", {
      format: "png",
      clip: { x: 0, y: 0, width, height, scale: 1 },
    });
    const shot = Buffer.from(data, "base64");
    const file = `${IMAGES}${name}-${theme}.png`;
    if (UPDATE) {
      await mkdir(IMAGES, { recursive: true });
      await writeFile(file, shot);
    }
    expect(sizeOf(await readFile(file)), file).toBe(sizeOf(shot));
  }
  await session.detach();
}

test("a page with its numbers, the popup ringing and in call", async ({
  demo,
  extensionBrowser,
  phone,
  popup,
}) => {
  test.setTimeout(60_000);
  await popup.page.setViewportSize(POPUP_SIZE);
  const ringing = await phone("alice", { kind: "rings" });

  const page = await extensionBrowser.context.newPage();
  await page.setViewportSize(PAGE_SIZE);
  await page.goto(demo.url);
  await page.bringToFront();
  // The control takes its own theme from the page where it appears.
  await picture(page, "page", PAGE_SIZE, async () => {
    await page.mouse.move(1, 1);
    await expect(async () => {
      expect(await readControl(page)).toBeUndefined();
    }).toPass({ timeout: 10_000 });
    await expect(async () => {
      await pointAt(page, SHOWN.text);
      expect((await readControl(page))?.name).toBe(`Call ${SHOWN.formatted}`);
    }).toPass({ timeout: 10_000 });
  });

  await pressControl(page);
  await popup.page.bringToFront();
  await expect(popup.status).toHaveText("Your phone is ringing. Pick it up.");
  await picture(popup.page, "popup-ringing", POPUP_SIZE);
  await popup.hangUp();
  await ringing.waitFor(({ method }) => method === "CANCEL");
  await page.close();
});

test("the popup in a call", async ({ phone, popup }) => {
  test.setTimeout(60_000);
  await popup.page.setViewportSize(POPUP_SIZE);
  await phone("alice", { kind: "answers" });
  await phone("trunk", { kind: "answers" });
  await popup.dial(SHOWN.formatted);
  await expect(popup.status).toHaveText("In call");
  await expect(popup.call).toContainText("00:03");
  await picture(popup.page, "popup-in-call", POPUP_SIZE);
  await popup.hangUp();
  await expect(popup.status).toContainText("You ended the call.");
});

test("the options: what is turned off for a site is off on its pages at once", async ({
  demo,
  extensionBrowser,
}) => {
  const page = await extensionBrowser.context.newPage();
  await page.goto(demo.url);
  const marked = () =>
    page.evaluate("CSS.highlights.get('ringback-number')?.size ?? 0");
  await expect.poll(marked).toBeGreaterThan(0);
  const before = await marked();

  const options = await extensionBrowser.context.newPage();
  await options.setViewportSize(OPTIONS_SIZE);
  await options.goto(
    `chrome-extension://${extensionBrowser.extensionId}/options.html`,
  );
  await options.getByRole("textbox", { name: "Do less on" }).fill("127.0.0.1");
  const parts = options.getByRole("group", {
    name: "What Ringback does on 127.0.0.1",
  });
  await options.getByRole("button", { name: "Add a site: Do less on" }).click();
  const mark = parts.getByRole("switch", { name: "Mark the numbers" });
  await mark.click();
  await expect(mark).not.toBeChecked();
  await picture(options, "options", OPTIONS_SIZE);
  await page.bringToFront();
  await expect.poll(marked).toBe(0);

  await options.bringToFront();
  await options
    .getByRole("list", { name: "Do less on" })
    .getByRole("button", { name: "Remove 127.0.0.1" })
    .click();
  await expect(parts).toHaveCount(0);
  await page.bringToFront();
  await expect.poll(marked).toBe(before);
  await options.close();
  await page.close();
});

test("the welcome page", async () => {
  const browser = await launchWithExtension({ extensionDir: EXTENSION });
  const page = await browser.context.newPage();
  await page.setViewportSize(WELCOME_SIZE);
  await page.goto(`chrome-extension://${browser.extensionId}/welcome.html`);
  await page.getByRole("button", { name: "Connect" }).waitFor();
  await picture(page, "welcome", WELCOME_SIZE);
  await browser.close();
});
