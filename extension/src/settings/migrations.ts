import { isMembers, isSettings } from "./check.ts";
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type Settings } from "./schema.ts";

type Migration = (older: Record<string, unknown>) => Record<string, unknown>;

/** `MIGRATIONS[n]` turns version n into n + 1. `fixtures/v<n>.json` holds a frozen example of every version. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {
  1: (older) => ({
    ...older,
    version: 2,
    detection: isMembers(older.detection)
      ? { ...older.detection, partsOff: {} }
      : older.detection,
  }),
};

/**
 * What is stored, brought to the present version. Data nobody can read (damaged, or of a newer extension) give the
 * defaults: the person signs in again, which is better than an extension that does not start.
 */
export function migrate(
  stored: unknown,
  migrations: Readonly<Record<number, Migration>> = MIGRATIONS,
): Settings {
  let current = stored;
  while (isMembers(current) && current.version !== SETTINGS_VERSION) {
    const step =
      typeof current.version === "number"
        ? migrations[current.version]
        : undefined;
    if (step === undefined) return DEFAULT_SETTINGS;
    current = step(current);
  }
  return isSettings(current) ? current : DEFAULT_SETTINGS;
}
