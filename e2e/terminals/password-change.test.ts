/** What a sign-in opened ends soon after the telephone system has another password, or no such account. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Asterisk, startAsterisk } from "../asterisk/asterisk.ts";
import { Client } from "../gateway/client.ts";
import { type RunningGateway, startGateway } from "../gateway/running.ts";
import { openAccounts } from "./asterisk-accounts.ts";

/** What the docs promise, with the gateway's default times. */
const PROMISED_MS = 5_000;
const DOMAIN = "pbx.example.org";
const NAME = "zoe";
const AOR = `${NAME}@${DOMAIN}`;

/** Where the account is kept. Both settle when the telephone system would go by it. */
type Keeper = {
  /** of the gateway, for the domain */
  terminals: Record<string, unknown>;
  setPassword(password: string): Promise<void>;
  remove(): Promise<void>;
};

async function inPjsipConf(pbx: Asterisk): Promise<Keeper> {
  const accounts = await openAccounts(pbx);
  return {
    terminals: { asterisk: { enabled: true } },
    setPassword: (password) =>
      accounts.put(NAME, { callerId: "<190>", password }),
    remove: () => accounts.remove(NAME),
  };
}

function inRealtime(file: string): Keeper {
  const db = new Sqlite(file);
  db.exec(`
    create table ps_endpoints (id text primary key, aors text, auth text, callerid text);
    create table ps_aors (id text primary key, contact text);
    create table ps_auths (id text primary key, auth_type text, username text, password text, realm text,
      md5_cred text, password_digest text, supported_algorithms_uas text);
  `);
  return {
    terminals: { realtime: { url: `sqlite:${file}` } },
    setPassword: async (password) => {
      db.exec(`
        insert or replace into ps_endpoints values ('${NAME}', '${NAME}', '${NAME}', '<190>');
        insert or replace into ps_aors values ('${NAME}', null);
      `);
      db.prepare(
        "insert or replace into ps_auths (id, auth_type, username, password) values (?, 'userpass', ?, ?)",
      ).run(NAME, NAME, password);
    },
    remove: async () => {
      db.exec(`delete from ps_endpoints where id = '${NAME}'`);
    },
  };
}

/** Signed in, with a socket and a token that is used all the time, so that no cache is ever cold. */
async function signedIn(gateway: RunningGateway, password: string) {
  const client = new Client(gateway.origin, AOR, password);
  const token = await client.session();
  const live = await client.live();
  const isTaken = async () => {
    const Authorization = `Bearer ${token}`;
    const { status } = await client.post(
      "/api/v1/ws-tickets",
      {},
      { Authorization },
    );
    expect([201, 401]).toContain(status);
    return status === 201;
  };
  expect(await isTaken()).toBe(true);
  const refused = async () => {
    while (await isTaken()) await sleep(100);
  };
  return { live, refused };
}

async function expectEndInTime(
  gateway: RunningGateway,
  password: string,
  change: () => Promise<void>,
): Promise<void> {
  const { live, refused } = await signedIn(gateway, password);
  await live.waitFor(({ type }) => type === "call_snapshot");
  let openSocket = true;
  void live.closed.then(() => {
    openSocket = false;
  });
  await sleep(500);
  expect(openSocket).toBe(true);
  const ended = Promise.all([live.closed, refused()]);
  await change();
  const from = performance.now();
  await ended;
  expect(performance.now() - from).toBeLessThan(PROMISED_MS);
}

describe.each(inject("suites"))("Asterisk of Debian %s", (suite) => {
  let pbx: Asterisk;
  let dir: string;
  beforeAll(async () => {
    pbx = await startAsterisk({ suite });
    dir = await mkdtemp(join(tmpdir(), "ringback-accounts-"));
  }, 60_000);
  afterAll(async () => {
    await pbx.stop();
    await rm(dir, { recursive: true, force: true });
  });

  describe.each([
    ["pjsip.conf", () => inPjsipConf(pbx)],
    ["a realtime database", () => inRealtime(join(dir, "realtime.sqlite3"))],
  ])("accounts in %s", (_, openKeeper) => {
    let gateway: RunningGateway;
    let keeper: Keeper;
    beforeAll(async () => {
      keeper = await openKeeper();
      await keeper.setPassword("the first one");
      gateway = await startGateway({
        ami: pbx.ami,
        terminals: [],
        config: { terminals: { [DOMAIN]: keeper.terminals } },
      });
    }, 60_000);
    afterAll(() => gateway.dispose());

    it("another password ends token and socket within 5 s, the account's end too", async () => {
      await expectEndInTime(gateway, "the first one", () =>
        keeper.setPassword("the second one"),
      );
      await expectEndInTime(gateway, "the second one", () => keeper.remove());
    }, 30_000);
  });
});
