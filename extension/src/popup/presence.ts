import browser from "webextension-polyfill";

/** Tells the background that a popup is open, so that it opens no second one; again after the worker was stopped. */
export function announcePopup(): void {
  const port = browser.runtime.connect({ name: "popup" });
  port.onDisconnect.addListener(() => setTimeout(announcePopup, 1000));
}
