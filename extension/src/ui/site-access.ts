import browser from "webextension-polyfill";
import { EVERY_SITE, sitePatterns } from "../settings/sites.ts";

/**
 * Asks the browser for a site, or all. Must be the first thing a click does: browsers show the question only while the
 * click is being handled.
 */
export function requestSites(sites: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: sites.flatMap(sitePatterns) });
}

export function requestEverySite(): Promise<boolean> {
  return browser.permissions.request({ origins: EVERY_SITE });
}
