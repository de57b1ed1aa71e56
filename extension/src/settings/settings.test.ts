import "fake-indexeddb/auto";
import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { isSettings } from "./check.ts";
import { migrate } from "./migrations.ts";
import { DEFAULT_SETTINGS, homeCountry, SETTINGS_VERSION } from "./schema.ts";
import { readSettings, updateSettings, wipeSettings } from "./store.ts";
import { keepHa1, readHa1, wipeVault } from "./vault.ts";

const FIXTURES = new URL("./fixtures/", import.meta.url);
function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, FIXTURES), "utf8"));
}

beforeEach(() => fakeBrowser.reset());

describe("migrations", () => {
  it("have a frozen example of every version", () => {
    const names = Array.from(
      { length: SETTINGS_VERSION },
      (_, index) => `v${index + 1}.json`,
    );
    expect(readdirSync(FIXTURES).sort()).toEqual(names.sort());
  });

  it.each(readdirSync(FIXTURES))("bring %s to the present version", (name) => {
    const settings = migrate(fixture(name));
    expect(isSettings(settings)).toBe(true);
    // No version may lose the account: that would sign everybody out.
    expect(settings.account?.aor).toBe("alice@example.org");
  });

  it("run one after the other", () => {
    const older = { ...DEFAULT_SETTINGS, version: -1, country: "FR" };
    const step = (from: number) => (settings: Record<string, unknown>) => ({
      ...settings,
      version: from + 1,
    });
    expect(
      migrate(older, { [-1]: step(-1), 0: step(0), 1: step(1) }).country,
    ).toBe("FR");
  });

  it.each([
    undefined,
    null,
    [],
    "settings",
    { version: 99 },
    { version: 1 },
    { ...DEFAULT_SETTINGS, confirm: "sometimes" },
    {
      ...DEFAULT_SETTINGS,
      detection: { ...DEFAULT_SETTINGS.detection, partsOff: { x: ["all"] } },
    },
    { ...DEFAULT_SETTINGS, account: { gateway: "https://x" } },
  ])("give the defaults for %j", (stored) => {
    expect(migrate(stored)).toEqual(DEFAULT_SETTINGS);
  });
});

describe("the store", () => {
  it("keeps both of two changes made at once", async () => {
    await Promise.all([
      updateSettings((settings) => ({ ...settings, country: "FR" })),
      updateSettings((settings) => ({ ...settings, confirm: "always" })),
    ]);
    expect(await readSettings()).toMatchObject({
      country: "FR",
      confirm: "always",
    });
    expect(homeCountry(await readSettings())).toBe("FR");
    await wipeSettings();
    expect(await readSettings()).toEqual(DEFAULT_SETTINGS);
  });
});

function storedEntry(): Promise<unknown> {
  return new Promise((resolve) => {
    const opening = indexedDB.open("ringback-vault");
    opening.onsuccess = () => {
      const { result } = opening;
      const getting = result
        .transaction("secrets")
        .objectStore("secrets")
        .get("ha1");
      getting.onsuccess = () => {
        result.close();
        resolve(getting.result);
      };
    };
  });
}

describe("the vault", () => {
  const ha1 = "0123456789abcdef0123456789abcdef";

  it("gives back what it keeps, until it is wiped", async () => {
    expect(await readHa1()).toBeUndefined();
    await keepHa1(ha1);
    expect(await readHa1()).toBe(ha1);
    await wipeVault();
    expect(await readHa1()).toBeUndefined();
  });

  it("keeps it under a key that cannot be taken out, and not in storage", async () => {
    await keepHa1(ha1);
    const stored = await storedEntry();
    expect(stored).toMatchObject({ key: { extractable: false } });
    expect(stored).toMatchObject({ sealed: expect.any(ArrayBuffer) });
    expect(JSON.stringify(stored)).not.toContain(ha1);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });
});
