import type { PagePart } from "../page/switches.ts";

/**
 * The settings as they are kept in `storage.local`. Content scripts can read that area in Firefox, so no secret is here:
 * HA1 lies in the vault, tokens in `storage.session`.
 */
export const SETTINGS_VERSION = 2;

/** Where the page script looks for numbers: in a tab when told, on listed sites, or on every site. */
export const DETECTION_MODES = ["click", "sites", "everywhere"] as const;
export type DetectionMode = (typeof DETECTION_MODES)[number];

/** Which calls asked for from a page need a yes in the extension's own window. */
export const CONFIRM_MODES = ["never", "foreign", "always"] as const;
export type ConfirmMode = (typeof CONFIRM_MODES)[number];

export type Account = {
  gateway: string;
  aor: string;
  realm: string;
  userName: string;
  extension: string;
  number: string | null;
  /** The gateway's country, ISO 3166. */
  region: string | null;
};

export type Settings = {
  version: typeof SETTINGS_VERSION;
  account: Account | null;
  /** Chosen by the person; null: the gateway's country. */
  country: string | null;
  confirm: ConfirmMode;
  detection: {
    mode: DetectionMode;
    /** Host names; `*.example.org` stands for a domain and everything under it. */
    sites: string[];
    offSites: string[];
    /** By site: what the page script leaves alone there. */
    partsOff: Readonly<Record<string, readonly PagePart[]>>;
  };
};

export const DEFAULT_SETTINGS: Settings = {
  version: SETTINGS_VERSION,
  account: null,
  country: null,
  confirm: "foreign",
  detection: { mode: "click", sites: [], offSites: [], partsOff: {} },
};

/** The country national numbers are read in. */
export function homeCountry(settings: Settings): string | null {
  return settings.country ?? settings.account?.region ?? null;
}
