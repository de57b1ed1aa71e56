import { PAGE_PARTS } from "../page/switches.ts";
import {
  type Account,
  CONFIRM_MODES,
  DETECTION_MODES,
  SETTINGS_VERSION,
  type Settings,
} from "./schema.ts";

type Members = Record<string, unknown>;

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isCountry(value: unknown): value is string | null {
  return (
    value === null || (typeof value === "string" && /^[A-Z]{2}$/.test(value))
  );
}

function isOneOf(words: readonly string[], value: unknown): boolean {
  return typeof value === "string" && words.includes(value);
}

function isSites(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isPartsOff(value: unknown): boolean {
  return (
    isMembers(value) &&
    Object.values(value).every(
      (parts) =>
        Array.isArray(parts) &&
        parts.every((part) => isOneOf(PAGE_PARTS, part)),
    )
  );
}

function isAccount(value: unknown): value is Account {
  return (
    isMembers(value) &&
    isText(value.gateway) &&
    isText(value.aor) &&
    isText(value.realm) &&
    typeof value.userName === "string" &&
    isText(value.extension) &&
    (value.number === null || isText(value.number)) &&
    isCountry(value.region)
  );
}

/** Whether stored data are settings of the present version. */
export function isSettings(value: unknown): value is Settings {
  return (
    isMembers(value) &&
    value.version === SETTINGS_VERSION &&
    (value.account === null || isAccount(value.account)) &&
    isCountry(value.country) &&
    isOneOf(CONFIRM_MODES, value.confirm) &&
    isMembers(value.detection) &&
    isOneOf(DETECTION_MODES, value.detection.mode) &&
    isSites(value.detection.sites) &&
    isSites(value.detection.offSites) &&
    isPartsOff(value.detection.partsOff)
  );
}
