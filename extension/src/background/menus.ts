import browser, { type Menus } from "webextension-polyfill";

const SELECTION = "call-selection";
const LINK = "call-link";
const SCAN = "scan-page";

/** Made anew at install and at browser start; the browser keeps them in between. */
export async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: SELECTION,
    title: "Call “%s”",
    contexts: ["selection"],
  });
  browser.contextMenus.create({
    id: LINK,
    title: "Call this number",
    contexts: ["link"],
    targetUrlPatterns: ["tel:*", "callto:*"],
  });
  browser.contextMenus.create({
    id: SCAN,
    title: "Find phone numbers on this page",
    contexts: ["page", "action"],
    documentUrlPatterns: ["https://*/*", "http://*/*"],
  });
}

export type MenuChoice =
  | { kind: "call"; text: string }
  | { kind: "scan"; tabId: number };

function decoded(linkUrl: string): string {
  try {
    return decodeURIComponent(linkUrl);
  } catch {
    return linkUrl;
  }
}

export function readMenuChoice(
  info: Menus.OnClickData,
  tabId: number | undefined,
): MenuChoice | undefined {
  if (info.menuItemId === SELECTION && info.selectionText !== undefined)
    return { kind: "call", text: info.selectionText };
  if (info.menuItemId === LINK && info.linkUrl !== undefined)
    return { kind: "call", text: decoded(info.linkUrl) };
  if (info.menuItemId === SCAN && tabId !== undefined)
    return { kind: "scan", tabId };
  return undefined;
}
