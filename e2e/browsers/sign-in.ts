import type { Page } from "@playwright/test";
import type { ExtensionBrowser } from "./chromium.ts";

export type Account = { gateway: string; aor: string; password: string };

/** Fills in the welcome page as a person does; settles when it says who is signed in. Gives the page. */
export async function signIn(
  browser: ExtensionBrowser,
  account: Account,
): Promise<Page> {
  // Headless nobody can answer the browser's question, so it is answered before.
  await browser.allowHosts(permissionOf(account.gateway));
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/welcome.html`);
  await page.getByLabel("Gateway").fill(account.gateway);
  await page.getByLabel("Address of record").fill(account.aor);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("button", { name: "Ring my phone" }).waitFor();
  return page;
}

/** The popup as a page of its own: the same document, the same background. */
export async function openPopup(browser: ExtensionBrowser): Promise<Page> {
  const page = await browser.context.newPage();
  await page.setViewportSize({ width: 380, height: 560 });
  await page.goto(`chrome-extension://${browser.extensionId}/popup.html`);
  return page;
}

function permissionOf(gateway: string): string {
  const { protocol, hostname } = new URL(gateway);
  return `${protocol}//${hostname}/*`;
}
