import { signal } from "@preact/signals";
import browser from "webextension-polyfill";

export type CurrentTab = { id: number; host: string };

/** The web page the popup was opened on; null on pages that are the browser's own. */
export const currentTab = signal<CurrentTab | null>(null);

/** Opening the popup is what grants `activeTab`, and with it the tab's address. */
export async function findCurrentTab(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const url = tab?.url === undefined ? null : URL.parse(tab.url);
  const onWeb = url?.protocol === "https:" || url?.protocol === "http:";
  currentTab.value =
    onWeb && tab?.id !== undefined ? { id: tab.id, host: url.hostname } : null;
}
