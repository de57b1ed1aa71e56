import browser from "webextension-polyfill";
import type { ClickOrigin } from "../calls/state.ts";
import type { PageSettings, ToPage } from "../messages.ts";
import { homeCountry, type Settings } from "../settings/schema.ts";
import { isOnSite, partsOffOn } from "../settings/sites.ts";

/** The page may be gone, or never had our script: nobody to tell is no fault. */
async function send(
  tabId: number,
  message: ToPage,
  options: { frameId?: number },
): Promise<void> {
  await browser.tabs
    .sendMessage(tabId, message, options)
    .catch(() => undefined);
}

export function tellFrame(
  { tabId, frameId }: ClickOrigin,
  message: ToPage,
): Promise<void> {
  return send(tabId, message, { frameId });
}

export function hostOf(url: string | undefined): string | null {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed === null || parsed.hostname === "" ? null : parsed.hostname;
}

export function pageSettings(
  settings: Settings,
  host: string | null,
): PageSettings {
  const off =
    host !== null &&
    settings.detection.offSites.some((site) => isOnSite(host, site));
  return {
    enabled: settings.account !== null && !off,
    defaultCountry: homeCountry(settings),
    ...(host !== null && { off: partsOffOn(settings, host) }),
  };
}

/** Tells every tab; a tab whose address the extension may not see is asked to take what holds for unlisted sites. */
export async function tellSettings(settings: Settings): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.all(
    tabs.map(async ({ id, url }) => {
      if (id === undefined) return;
      await send(
        id,
        {
          type: "page.settings.changed",
          settings: pageSettings(settings, hostOf(url)),
        },
        {},
      );
    }),
  );
}
