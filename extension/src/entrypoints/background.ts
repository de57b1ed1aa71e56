import browser from "webextension-polyfill";
import { channelAddress, credentials } from "../background/account.ts";
import { CallDesk } from "../background/calls.ts";
import {
  clearSeenBadge,
  showChange,
  WATCHDOG_ALARM,
} from "../background/effects.ts";
import { createMenus, readMenuChoice } from "../background/menus.ts";
import { scanTab, syncPageScript } from "../background/page-script.ts";
import { createRouter } from "../background/router.ts";
import { signOut } from "../background/sign-out.ts";
import { tellSettings } from "../background/tell-page.ts";
import { openWelcome, watchPopup } from "../background/windows.ts";
import { CallController } from "../calls/controller.ts";
import { LiveStore } from "../calls/store.ts";
import { readSettings, watchSettings } from "../settings/store.ts";

/** Faults here have nobody to be shown to; the browser's own extension log is where they belong. */
function inBackground(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.error("ringback", error));
}

// All listeners are added before anything is awaited: a worker woken by an event must already listen to it.
export default defineBackground(() => {
  const store = new LiveStore((state, before) =>
    inBackground(showChange(state, before)),
  );
  const controller = new CallController({
    store,
    credentials,
    channelAddress,
    // Chrome takes socket traffic as a sign of life, Firefox only calls like this one.
    onBeat: () => inBackground(browser.runtime.getPlatformInfo()),
  });
  const desk = new CallDesk(controller, store);

  browser.runtime.onMessage.addListener(
    createRouter({ desk, signOut: () => signOut(controller, store) }),
  );
  browser.runtime.onConnect.addListener((port) => {
    if (watchPopup(port)) inBackground(store.read().then(clearSeenBadge));
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === WATCHDOG_ALARM) inBackground(controller.resume());
  });
  browser.contextMenus.onClicked.addListener((info, tab) => {
    const choice = readMenuChoice(info, tab?.id);
    if (choice?.kind === "call") inBackground(desk.chosen(choice.text));
    if (choice?.kind === "scan") inBackground(scanTab(choice.tabId));
  });
  watchSettings((settings) => {
    inBackground(syncPageScript(settings));
    inBackground(tellSettings(settings));
  });
  const start = async () => {
    await createMenus();
    await syncPageScript(await readSettings());
  };
  browser.runtime.onStartup.addListener(() => inBackground(start()));
  browser.runtime.onInstalled.addListener(({ reason }) => {
    inBackground(start());
    if (reason === "install") inBackground(openWelcome());
  });

  inBackground(controller.resume());
});
