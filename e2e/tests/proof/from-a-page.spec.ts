/** The main job: a mouse click on a number in a page, and what must survive on the way. */
import type { BrowserContext } from "@playwright/test";
import type { ExtensionBrowser } from "../../browsers/chromium.ts";
import { servePages } from "../../browsers/serve-pages.ts";
import { expectEnding, inviteOf, placedIden } from "../../proof/agree.ts";
import { expect, test } from "../../proof/world.ts";
import { pointAt, pressControl, readControl } from "../page/control.ts";

const ON_PAGE = "912 345 670";
const DIALLED = "+34912345670";

async function lookEverywhere(browser: ExtensionBrowser): Promise<void> {
  await browser.allowHosts("https://*/*", "http://*/*");
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/options.html`);
  // Not check(): the choice is marked only once the browser has said yes to it.
  await page.getByLabel("On every site").click();
  await expect(page.getByLabel("On every site")).toBeChecked();
  await expect
    .poll(() =>
      browser.worker.evaluate(
        "chrome.scripting.getRegisteredContentScripts().then((all) => all.length)",
      ),
    )
    .toBe(1);
  await page.close();
}

/** Ends the service worker as the browser does when it is idle: everything it held in memory is gone. */
async function killServiceWorker(context: BrowserContext): Promise<void> {
  const browser = context.browser();
  if (browser === null) throw new Error("no browser behind the context");
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  const worker = targetInfos.find(({ type }) => type === "service_worker");
  if (worker === undefined) throw new Error("no service worker is running");
  await session.send("Target.closeTarget", { targetId: worker.targetId });
  await expect
    .poll(async () => {
      const targets = await session.send("Target.getTargets");
      return targets.targetInfos.some(
        ({ targetId }) => targetId === worker.targetId,
      );
    })
    .toBe(false);
  await session.detach();
}

test("a click on a page rings the user's phone, then the number", async ({
  phone,
  popup,
  live,
  records,
  extensionBrowser,
}) => {
  await lookEverywhere(extensionBrowser);
  const pages = await servePages();
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers" });
  const page = await extensionBrowser.context.newPage();
  const before = live.frames.length;
  try {
    await page.goto(pages.url("plain.html"));
    await expect
      .poll(async () => {
        await pointAt(page, ON_PAGE);
        return (await readControl(page))?.name;
      })
      .toBe("Call +34 912 34 56 70");
    await pressControl(page);
    const iden = await placedIden(live, before);
    expect((await inviteOf(outside)).startLine).toContain(DIALLED);
    await live.until(iden, (call) => call.state === "active");
    await expect
      .poll(async () => (await readControl(page))?.said)
      .toContain("In call");
    await expect.poll(() => alice.heard(outside)).toBeGreaterThan(5);
    await popup.hangUp();
    await expectEnding(
      iden,
      { outcome: "completed", reason: "hangup", by: "user", cause: 16 },
      { live, records, popup },
    );
  } finally {
    await page.close();
    await pages.close();
  }
});

test("the call goes on, and can be hung up, after the service worker was killed in the middle of it", async ({
  phone,
  popup,
  live,
  records,
  extensionBrowser,
}) => {
  await phone("alice", { kind: "answers" });
  await phone("trunk", { kind: "answers" });
  const before = live.frames.length;
  await popup.dial(DIALLED);
  const iden = await placedIden(live, before);
  await expect(popup.status).toHaveText("In call");
  await killServiceWorker(extensionBrowser.context);
  await popup.page.reload();
  await expect(popup.status).toHaveText("In call");
  await popup.hangUp();
  await expectEnding(
    iden,
    { outcome: "completed", reason: "hangup", by: "user", cause: 16 },
    { live, records, popup },
  );
});

test("a call that ended while the service worker was dead is told as ended", async ({
  phone,
  popup,
  live,
  records,
  extensionBrowser,
}) => {
  await phone("alice", { kind: "answers" });
  await phone("trunk", { kind: "answers", talkMs: 1500 });
  const before = live.frames.length;
  await popup.dial(DIALLED);
  const iden = await placedIden(live, before);
  await expect(popup.status).toHaveText("In call");
  await popup.page.goto("about:blank");
  await killServiceWorker(extensionBrowser.context);
  await live.until(iden, (call) => call.state === "ended");
  expect(records.call(iden)?.outcome).toBe("completed");
  await popup.page.goto(
    `chrome-extension://${extensionBrowser.extensionId}/popup.html`,
  );
  await expect(
    popup.call.getByRole("button", { name: "Hang up" }),
  ).toBeHidden();
  await expect(popup.status).toContainText("ended");
});

test("a selection from the context menu is shown as it would be dialled, and dialled after a yes", async ({
  phone,
  popup,
  live,
  extensionBrowser,
}) => {
  await phone("alice", { kind: "busy" });
  const before = live.frames.length;
  // The menu itself belongs to the browser's window; its choice reaches the background as this event.
  await extensionBrowser.worker.evaluate(
    `chrome.contextMenus.onClicked.dispatch({ menuItemId: "call-selection", selectionText: "Tel. ${ON_PAGE}" }, { id: 1 })`,
  );
  const ask = popup.page.getByRole("region", { name: "Call this number?" });
  await expect(ask).toContainText("+34 912 34 56 70");
  expect(live.frames.length).toBe(before);
  await ask.getByRole("button", { name: "Call", exact: true }).click();
  const iden = await placedIden(live, before);
  const last = await live.until(iden, (call) => call.state === "ended");
  expect(last.destination).toBe(DIALLED);
});
