import { PAGE_PARTS, type PagePart } from "../page/switches.ts";
import type { Settings } from "./schema.ts";

/** `*.example.org` stands for the domain and everything under it. */
export function isOnSite(host: string, site: string): boolean {
  if (!site.startsWith("*.")) return host === site;
  const domain = site.slice(2);
  return host === domain || host.endsWith(`.${domain}`);
}

/** `example.org` → its http and https patterns. Chrome wants the two apart, as the manifest has them. */
export function sitePatterns(site: string): string[] {
  return [`https://${site}/*`, `http://${site}/*`];
}

export const EVERY_SITE = ["https://*/*", "http://*/*"];

/** What a person types for a site: a host, a wildcard, or an address pasted whole. */
export function parseSite(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const wildcard = text.startsWith("*.");
  const bare = wildcard ? text.slice(2) : text;
  const url = URL.parse(/^https?:\/\//.test(bare) ? bare : `https://${bare}`);
  if (url === null || url.hostname === "" || url.hostname.includes("*"))
    return undefined;
  return wildcard ? `*.${url.hostname}` : url.hostname;
}

/** What the page script leaves alone on this host, in a fixed order. */
export function partsOffOn({ detection }: Settings, host: string): PagePart[] {
  const off = Object.entries(detection.partsOff)
    .filter(([site]) => isOnSite(host, site))
    .flatMap(([, parts]) => parts);
  return PAGE_PARTS.filter((part) => off.includes(part));
}

/** A site with these parts turned off; undefined takes the site out of the list. */
export function withPartsOff(
  settings: Settings,
  site: string,
  parts: readonly PagePart[] | undefined,
): Settings {
  const { [site]: _, ...others } = settings.detection.partsOff;
  const partsOff = parts === undefined ? others : { ...others, [site]: parts };
  return { ...settings, detection: { ...settings.detection, partsOff } };
}

/** Whether the page script comes to this host by itself. */
export function isScanned({ detection }: Settings, host: string): boolean {
  if (detection.offSites.some((site) => isOnSite(host, site))) return false;
  if (detection.mode === "everywhere") return true;
  return (
    detection.mode === "sites" &&
    detection.sites.some((site) => isOnSite(host, site))
  );
}

/** The person's yes or no for one host; a yes where nothing is scanned begins the list of sites. */
export function withSite(
  settings: Settings,
  host: string,
  wanted: boolean,
): Settings {
  const { mode, sites, offSites } = settings.detection;
  const others = offSites.filter((site) => site !== host);
  if (!wanted)
    return {
      ...settings,
      detection: {
        ...settings.detection,
        sites: sites.filter((site) => site !== host),
        offSites: [...others, host],
      },
    };
  const listed =
    mode === "everywhere" || sites.some((site) => isOnSite(host, site));
  return {
    ...settings,
    detection: {
      ...settings.detection,
      mode: mode === "click" ? "sites" : mode,
      sites: listed ? sites : [...sites, host],
      offSites: others,
    },
  };
}
