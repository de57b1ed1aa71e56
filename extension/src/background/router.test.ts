import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Runtime } from "webextension-polyfill";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { CallController } from "../calls/controller.ts";
import { LiveStore, readLiveState } from "../calls/store.ts";
import { readSettings, updateSettings } from "../settings/store.ts";
import { readHa1, wipeVault } from "../settings/vault.ts";
import { ALICE, LoopbackGateway } from "../testing/loopback-gateway.ts";
import { channelAddress, credentials } from "./account.ts";
import { CallDesk } from "./calls.ts";
import { createRouter } from "./router.ts";
import { signOut } from "./sign-out.ts";

let gateway: LoopbackGateway;
let controller: CallController;
let route: ReturnType<typeof createRouter>;
const openPopup = vi.fn(() => Promise.resolve());

const ui: Runtime.MessageSender = {
  id: fakeBrowser.runtime.id,
  url: fakeBrowser.runtime.getURL("/popup.html"),
};
const page: Runtime.MessageSender = {
  id: fakeBrowser.runtime.id,
  url: "https://crm.example.org/people",
  frameId: 0,
  tab: {
    id: 7,
    index: 0,
    highlighted: true,
    active: true,
    pinned: false,
    incognito: false,
  },
};
const SIGN_IN = {
  type: "account.sign-in",
  aor: ALICE.aor,
  password: ALICE.password,
};
const CLICK = { type: "number.clicked", e164: "+34915550123" };
const refused = { ok: false, message: "This message is not understood." };

beforeEach(async () => {
  fakeBrowser.reset();
  await wipeVault();
  openPopup.mockClear();
  fakeBrowser.action.openPopup = openPopup;
  fakeBrowser.permissions.getAll = () =>
    Promise.resolve({ origins: [], permissions: [] });
  gateway = await LoopbackGateway.start();
  const store = new LiveStore(() => undefined);
  controller = new CallController({
    store,
    credentials,
    channelAddress,
    onBeat: () => undefined,
    lingerMs: 50,
    unknownAfterMs: 300,
  });
  route = createRouter({
    desk: new CallDesk(controller, store),
    signOut: () => signOut(controller, store),
  });
});
afterEach(() => {
  controller.close();
  gateway.stop();
});

const signIn = () => route({ ...SIGN_IN, gateway: gateway.address }, ui);

describe("who may say what", () => {
  it.each([
    ["another extension", { ...ui, id: "other" }],
    ["nobody", { id: fakeBrowser.runtime.id }],
    [
      "a page that is called like ours",
      { ...ui, url: "https://x.org/popup.html" },
    ],
    ["a page script", page],
  ])("%s may not place a dial string", async (_who, sender) => {
    const message = { type: "call.place", number: "101" };
    expect(await route(message, sender)).toEqual(refused);
  });

  it("a page script may not sign anybody out, nor in", async () => {
    await signIn();
    expect(await route({ type: "account.sign-out" }, page)).toEqual(refused);
    const takeover = { ...SIGN_IN, gateway: gateway.address };
    expect(await route(takeover, page)).toEqual(refused);
    expect((await readSettings()).account).not.toBeNull();
  });

  it("ill-formed messages are refused", async () => {
    for (const message of [undefined, null, "x", {}, { type: "nothing" }])
      expect(await route(message, ui)).toEqual(refused);
  });
});

describe("signing in", () => {
  it("keeps HA1, the account and nothing of the password", async () => {
    expect(await signIn()).toEqual({ ok: true, value: null });
    expect((await readSettings()).account).toMatchObject({
      aor: ALICE.aor,
      realm: ALICE.realm,
      extension: "101",
      region: "ES",
    });
    expect(await readHa1()).toMatch(/^[0-9a-f]{32}$/);
    const stored = JSON.stringify([
      await fakeBrowser.storage.local.get(null),
      await fakeBrowser.storage.session.get(null),
    ]);
    expect(stored).not.toContain(ALICE.password);
    expect(stored).not.toContain(await readHa1());
  });

  it("with a wrong password keeps nothing", async () => {
    const wrong = { ...SIGN_IN, gateway: gateway.address, password: "wrong" };
    expect(await route(wrong, ui)).toEqual({
      ok: false,
      message: "The gateway does not accept this address with this password.",
    });
    expect((await readSettings()).account).toBeNull();
    expect(await readHa1()).toBeUndefined();
  });

  it("out wipes everything", async () => {
    await signIn();
    await route({ type: "account.sign-out" }, ui);
    expect(await readHa1()).toBeUndefined();
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });
});

describe("a click on a page", () => {
  it("places the call", async () => {
    await signIn();
    expect(await route(CLICK, page)).toEqual({ ok: true, value: "placed" });
    await vi.waitFor(() =>
      expect(gateway.calls).toMatchObject([{ destination: CLICK.e164 }]),
    );
    expect((await readLiveState()).call?.origin).toEqual({
      tabId: 7,
      frameId: 0,
    });
  });

  it("places nothing while another call is live", async () => {
    await signIn();
    await route(CLICK, page);
    expect(await route(CLICK, page)).toMatchObject({ ok: false });
  });

  it("abroad is asked about first, and only that number can be confirmed", async () => {
    await signIn();
    const abroad = { ...CLICK, e164: "+442079460018" };
    expect(await route(abroad, page)).toEqual({ ok: true, value: "asked" });
    expect(openPopup).toHaveBeenCalledOnce();
    expect((await readLiveState()).pending).toMatchObject({
      number: abroad.e164,
      site: "crm.example.org",
    });
    const other = { type: "call.confirm", number: "+447911123456" };
    expect(await route(other, ui)).toMatchObject({ ok: false });
    expect(gateway.calls).toEqual([]);
    await route({ type: "call.confirm", number: abroad.e164 }, ui);
    await vi.waitFor(() => expect(gateway.calls).toHaveLength(1));
  });

  it("does nothing when nobody is signed in", async () => {
    expect(await route(CLICK, page)).toMatchObject({ ok: false });
    expect(await route({ type: "page.settings" }, page)).toEqual({
      ok: true,
      value: { enabled: false, defaultCountry: null, off: [] },
    });
  });
});

it("tells a page what holds for its site", async () => {
  await signIn();
  const ask = () => route({ type: "page.settings" }, page);
  expect(await ask()).toEqual({
    ok: true,
    value: { enabled: true, defaultCountry: "ES", off: [] },
  });
  await updateSettings((settings) => ({
    ...settings,
    country: "FR",
    detection: {
      ...settings.detection,
      offSites: ["*.example.org"],
      partsOff: {
        "crm.example.org": ["hover"],
        "*.example.org": ["links", "hover"],
        "other.example": ["text"],
      },
    },
  }));
  expect(await ask()).toEqual({
    ok: true,
    value: { enabled: false, defaultCountry: "FR", off: ["links", "hover"] },
  });
});

it("rings the person's own extension to test", async () => {
  await signIn();
  await route({ type: "call.test" }, ui);
  await vi.waitFor(() =>
    expect(gateway.calls).toMatchObject([{ destination: "101" }]),
  );
  expect((await readLiveState()).call?.purpose).toBe("test");
});

it("lets go of a call whose gateway does not come back, not before it is unknown", async () => {
  await signIn();
  await route({ type: "call.place", number: "+34915550123" }, ui);
  await vi.waitFor(async () =>
    expect((await readLiveState()).call?.accepted).toBe(true),
  );
  gateway.stop();
  await vi.waitFor(async () =>
    expect((await readLiveState()).channel).toBe("connecting"),
  );
  await route({ type: "call.dismiss" }, ui);
  expect((await readLiveState()).call).not.toBeNull();
  await vi.waitFor(async () => {
    const { call, unheardSince } = await readLiveState();
    expect(call?.unknownSince).toBe(unheardSince);
    expect(unheardSince).not.toBeNull();
  }, 4_000);
  await route({ type: "call.dismiss" }, ui);
  expect((await readLiveState()).call).toBeNull();
  await vi.waitFor(async () =>
    expect((await readLiveState()).channel).toBe("closed"),
  );
});
