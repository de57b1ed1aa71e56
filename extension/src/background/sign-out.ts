import browser from "webextension-polyfill";
import type { CallController } from "../calls/controller.ts";
import { NO_CALL } from "../calls/state.ts";
import type { LiveStore } from "../calls/store.ts";
import { wipeSettings } from "../settings/store.ts";
import { wipeVault } from "../settings/vault.ts";

/** Leaves nothing behind: no key, no token, no settings, no permission for any site. */
export async function signOut(
  controller: CallController,
  store: LiveStore,
): Promise<void> {
  controller.close();
  await wipeVault();
  await wipeSettings();
  await store.update(() => NO_CALL);
  await browser.storage.session.clear();
  const { origins = [] } = await browser.permissions.getAll();
  // Firefox shows what the person granted in its own settings as well; there too it is taken back.
  if (origins.length > 0)
    await browser.permissions.remove({ origins }).catch(() => false);
}
