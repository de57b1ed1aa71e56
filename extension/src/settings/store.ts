import browser from "webextension-polyfill";
import { migrate } from "./migrations.ts";
import type { Settings } from "./schema.ts";

const KEY = "settings";

export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(KEY);
  return migrate(stored[KEY]);
}

/** Reads, changes, writes. Two at once in one context do not lose each other's change. */
let queue: Promise<unknown> = Promise.resolve();
export function updateSettings(
  change: (settings: Settings) => Settings,
): Promise<Settings> {
  const turn = queue.then(async () => {
    const changed = change(await readSettings());
    await browser.storage.local.set({ [KEY]: changed });
    return changed;
  });
  queue = turn.catch(() => undefined);
  return turn;
}

export function watchSettings(
  onChange: (settings: Settings, before: Settings) => void,
): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const change = changes[KEY];
    if (change === undefined) return;
    onChange(migrate(change.newValue), migrate(change.oldValue));
  });
}

export async function wipeSettings(): Promise<void> {
  await browser.storage.local.clear();
}
