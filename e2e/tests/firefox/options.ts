import { at } from "../../browsers/bidi.ts";
import type { Firefox } from "../../browsers/firefox.ts";
import { type FirefoxPage, until } from "../../browsers/firefox-page.ts";

export async function openOptions(firefox: Firefox): Promise<FirefoxPage> {
  const page = await firefox.open(firefox.address("options.html"));
  await page.size(900, 1200);
  return page;
}

/** Chooses one of the modes by its words, and waits for so many page scripts. */
export async function chooseMode(
  page: FirefoxPage,
  words: string,
  scripts: number,
): Promise<void> {
  await page.clickAt(await page.middleOf(words));
  await until(`${scripts} page scripts after "${words}"`, async () =>
    (await kept(page)).scripts === scripts ? true : undefined,
  );
}

export async function lookEverywhere(firefox: Firefox): Promise<void> {
  const page = await openOptions(firefox);
  await chooseMode(page, "On every site", 1);
  await page.close();
}

export type Kept = {
  account: unknown;
  /** everything in `storage.local` and `storage.session` */
  storage: unknown;
  /** entries of the vault that holds HA1 */
  secrets: unknown;
  /** sites the browser lets the extension work on */
  origins: unknown;
  /** page scripts that start by themselves */
  scripts: unknown;
};

/** What the extension holds in this browser, asked from one of its own pages. */
export async function kept(page: FirefoxPage): Promise<Kept> {
  const found = await page.evaluate(`(async () => ({
    storage: { local: await browser.storage.local.get(), session: await browser.storage.session.get() },
    secrets: (await (${readVault})()).length,
    origins: (await browser.permissions.getAll()).origins,
    scripts: (await browser.scripting.getRegisteredContentScripts()).length,
  }))()`);
  return {
    account: at(found, "storage", "local", "settings", "account") ?? null,
    storage: at(found, "storage"),
    secrets: at(found, "secrets"),
    origins: at(found, "origins"),
    scripts: at(found, "scripts"),
  };
}

// Opens no database that is not there yet: that would make an empty one of another shape than the extension's.
const readVault = `async () => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const entries = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      entries.push(...await settled(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return entries;
}`;
