import browser, { type Runtime } from "webextension-polyfill";
import { readSender } from "./sender.ts";

const WINDOW = { width: 400, height: 600 };

/** Open popups say so by a port, in every browser alike; it closes with them. */
const popups = new Set<Runtime.Port>();

/** False: not our popup; the port is closed. */
export function watchPopup(port: Runtime.Port): boolean {
  const sender = port.sender && readSender(port.sender);
  if (port.name !== "popup" || sender?.kind !== "ui") {
    port.disconnect();
    return false;
  }
  popups.add(port);
  port.onDisconnect.addListener(() => popups.delete(port));
  return true;
}

/**
 * Shows the popup, where a call waits for its yes; a small window where the browser does not open popups unasked.
 * An open one shows the newest question by itself, so a page cannot make a second appear.
 */
export async function openPopup(): Promise<void> {
  if (popups.size > 0) return;
  try {
    await browser.action.openPopup();
  } catch {
    await browser.windows.create({
      url: browser.runtime.getURL("/popup.html"),
      type: "popup",
      ...WINDOW,
    });
  }
}

export async function openWelcome(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL("/welcome.html") });
}
