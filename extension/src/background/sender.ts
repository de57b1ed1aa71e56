import browser, { type Runtime } from "webextension-polyfill";
import type { ClickOrigin } from "../calls/state.ts";
import { hostOf } from "./tell-page.ts";

/** Who sent a message, as the browser says it; never as the message says it. */
export type Sender =
  | { kind: "ui" }
  | { kind: "page"; origin: ClickOrigin; host: string | null };

export function readSender(sender: Runtime.MessageSender): Sender | undefined {
  if (sender.id !== browser.runtime.id || sender.url === undefined)
    return undefined;
  if (sender.url.startsWith(browser.runtime.getURL(""))) return { kind: "ui" };
  const tabId = sender.tab?.id;
  if (tabId === undefined || sender.frameId === undefined) return undefined;
  return {
    kind: "page",
    origin: { tabId, frameId: sender.frameId },
    // The site is the tab's, not the frame's: that is what the person sees and turned off.
    host: hostOf(sender.tab?.url) ?? hostOf(sender.url),
  };
}
