/** Everything real at once: an Asterisk, a gateway process, a browser with the extension signed in as alice. */
import { test as base } from "@playwright/test";
import {
  type Asterisk,
  type Endpoint,
  startAsterisk,
} from "../asterisk/asterisk.ts";
import {
  type Phone,
  type PhoneOptions,
  startPhone,
} from "../asterisk/phones.ts";
import {
  type ExtensionBrowser,
  launchWithExtension,
} from "../browsers/chromium.ts";
import { openPopup, signIn } from "../browsers/sign-in.ts";
import { Client, type Live } from "../gateway/client.ts";
import { type RunningGateway, startGateway } from "../gateway/running.ts";
import { PopupPage } from "./popup-page.ts";
import { Records } from "./records.ts";

type PhoneOf = (
  endpoint: Endpoint,
  options: Omit<PhoneOptions, "port" | "sipp">,
) => Promise<Phone>;

type WorkerFixtures = {
  pbx: Asterisk;
  gateway: RunningGateway;
  records: Records;
};

type TestFixtures = {
  client: Client;
  live: Live;
  popup: PopupPage;
  phone: PhoneOf;
};

export const ALICE = "alice@pbx.example.org";
const EXTENSION_DIR = new URL(
  "../../extension/.output/chrome-mv3",
  import.meta.url,
).pathname;

/** Bob for one second: 181 with a voicemail behind him, 182 without. */
const EXTRA_EXTENSIONS = `
[from-internal](+)
exten => 181,1,Dial(PJSIP/bob,1)
 same => n,Answer()
 same => n,Wait(60)
exten => 182,1,Dial(PJSIP/bob,1)
 same => n,Hangup(\${HANGUPCAUSE})
`;

export const test = base.extend<
  TestFixtures,
  WorkerFixtures & { extensionBrowser: ExtensionBrowser }
>({
  pbx: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern what a fixture needs
    async ({}, use) => {
      const pbx = await startAsterisk({ extraExtensions: EXTRA_EXTENSIONS });
      await use(pbx);
      await pbx.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  gateway: [
    async ({ pbx }, use) => {
      const gateway = await startGateway({
        ami: pbx.ami,
        terminals: [
          { name: "alice", extension: "101", number: "+34911000101" },
          { name: "dave", extension: "104" },
        ],
        // Shorter than a person would wait; the defaults are the config's own tests'.
        config: {
          click2call: { dialTimeoutSeconds: 3, nonceTtlSeconds: 5 },
          dialing: { originatesPerMinutePerUser: 1000 },
        },
      });
      await use(gateway);
      await gateway.dispose();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  extensionBrowser: [
    async ({ gateway }, use) => {
      const extension = await launchWithExtension({
        extensionDir: EXTENSION_DIR,
      });
      const page = await signIn(extension, {
        gateway: gateway.origin,
        aor: ALICE,
        password: gateway.passwords.get(ALICE) ?? "",
      });
      await page.close();
      await use(extension);
      await extension.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  records: [
    async ({ gateway }, use) => {
      const records = new Records(gateway.databaseFile);
      await use(records);
      records.close();
    },
    { scope: "worker" },
  ],
  client: async ({ gateway }, use) => {
    await use(
      new Client(gateway.origin, ALICE, gateway.passwords.get(ALICE) ?? ""),
    );
  },
  live: async ({ client }, use) => {
    const live = await client.live();
    await use(live);
    live.close();
  },
  popup: async ({ extensionBrowser }, use) => {
    const page = await openPopup(extensionBrowser);
    await use(new PopupPage(page));
    await page.close();
  },
  phone: async ({ pbx }, use) => {
    const phones: Phone[] = [];
    await use(async (endpoint, options) => {
      const [port] = pbx.contacts[endpoint];
      if (port === undefined) throw new Error(`${endpoint} has no phone`);
      const phone = await startPhone({ ...options, port, sipp: pbx.sipp });
      phones.push(phone);
      return phone;
    });
    await Promise.all(phones.map((each) => each.stop()));
  },
});

export { expect } from "@playwright/test";
