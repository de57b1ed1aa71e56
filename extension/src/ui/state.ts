import { signal } from "@preact/signals";
import { type LiveState, NO_CALL } from "../calls/state.ts";
import { readLiveState, watchLiveState } from "../calls/store.ts";
import { DEFAULT_SETTINGS, type Settings } from "../settings/schema.ts";
import { readSettings, watchSettings } from "../settings/store.ts";

/** What the extension's pages show; the background writes it, the pages only read. */
export const live = signal<LiveState>(NO_CALL);
export const settings = signal<Settings>(DEFAULT_SETTINGS);

export async function loadState(): Promise<void> {
  watchLiveState((state) => {
    live.value = state;
  });
  watchSettings((changed) => {
    settings.value = changed;
  });
  [live.value, settings.value] = await Promise.all([
    readLiveState(),
    readSettings(),
  ]);
}
