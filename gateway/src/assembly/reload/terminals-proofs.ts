/** Where the gateway learns who may call. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished } from "vitest";
import {
  challenge,
  member,
  type Opened,
  openGateway,
  openLive,
  post,
  sign,
} from "../testing.ts";
import { type Proof, seen, sleep } from "./proof.ts";

const ANNA = "anna@pbx.example";
const PASSWORD = "what the phone signs with";
const PHONES = {
  alice: { extension: "101", does: "answer", afterMs: 10 },
  anna: { extension: "103", does: "answer", password: PASSWORD },
} as const;

const terminals = (section: object) => ({
  RINGBACK_TERMINALS: JSON.stringify({ "pbx.example": section }),
});

async function signInAnna(
  { origin }: Pick<Opened, "origin">,
  password = PASSWORD,
) {
  const nonce = await challenge(origin, ANNA);
  return post(origin, "/session", sign(nonce, "session", ANNA, password));
}
const statusOfAnna = async (gateway: Opened) =>
  (await signInAnna(gateway)).status;

/** A realtime database in which Anna has this password. */
function realtime(password: string) {
  const folder = mkdtempSync(join(tmpdir(), "ringback-realtime-"));
  const file = join(folder, "realtime.sqlite3");
  const admin = new Sqlite(file);
  onTestFinished(() => {
    admin.close();
    rmSync(folder, { recursive: true });
  });
  admin.exec(`
    create table ps_endpoints (id text, auth text, aors text, callerid text);
    create table ps_auths (id text, auth_type text, username text, password text, realm text, md5_cred text);
    create table ps_aors (id text);
    insert into ps_endpoints values ('anna', 'anna', 'anna', '"Anna" <103>');
    insert into ps_auths values ('anna', 'userpass', 'anna', '${password}', '', '');
    insert into ps_aors values ('anna');
  `);
  return { url: `sqlite:${file}`, admin };
}

const otherDatabase: Proof = {
  keys: ["terminals.<domain>.realtime.url"],
  prove: async () => {
    const [first, second] = [realtime("first"), realtime("second")];
    const gateway = await openGateway(
      terminals({ realtime: { url: first.url } }),
    );
    const status = async (password: string) =>
      (await signInAnna(gateway, password)).status;
    expect([await status("first"), await status("second")]).toEqual([200, 403]);
    gateway.reload(terminals({ realtime: { url: second.url } }));
    expect([await status("first"), await status("second")]).toEqual([403, 200]);
  },
};

const otherPattern: Proof = {
  keys: ["terminals.<domain>.realtime.endpointPattern"],
  prove: async () => {
    const { url } = realtime(PASSWORD);
    await seen("terminals.<domain>.realtime.endpointPattern", {
      env: terminals({ realtime: { url } }),
      change: terminals({ realtime: { url, endpointPattern: "^b" } }),
      look: statusOfAnna,
      was: 200,
      is: 403,
    }).prove();
  },
};

/** A changed section ends the sessions it no longer knows, and a section as it was keeps its own. */
const sockets: Proof = {
  keys: ["terminals.<domain>.asterisk.endpointPattern"],
  prove: async () => {
    const enabled = { enabled: true };
    const gateway = await openGateway(
      { ...terminals({ asterisk: enabled }), RINGBACK_LIVE_RECHECK_MS: "100" },
      { phones: PHONES },
    );
    const token = member(await signInAnna(gateway), "token");
    const live = await openLive(gateway.origin, token);
    gateway.reload({
      ...terminals({ asterisk: enabled }),
      RINGBACK_DIALING_ALLOW_PREMIUM: "true",
    });
    await sleep(400);
    expect(live.socket.readyState).toBe(live.socket.OPEN);
    gateway.reload(
      terminals({ asterisk: { ...enabled, endpointPattern: "^b" } }),
    );
    expect(await live.closed).toBe(4401);
    expect(await statusOfAnna(gateway)).toBe(403);
  },
};

const cache: Proof = {
  keys: ["terminals.<domain>.cacheSeconds"],
  prove: async () => {
    const { url, admin } = realtime("first");
    const section = (cacheSeconds: number) => ({
      ...terminals({ realtime: { url }, cacheSeconds }),
      RINGBACK_LIVE_RECHECK_MS: "500",
    });
    const gateway = await openGateway(section(4));
    const status = async () => (await signInAnna(gateway, "first")).status;
    expect(await status()).toBe(200);
    admin.exec("update ps_auths set password = 'second'");
    await sleep(1_200);
    expect(await status(), "still believed").toBe(200);
    gateway.reload(section(1));
    expect(await status(), "asked again").toBe(403);
    admin.exec("update ps_auths set password = 'first'");
    await sleep(1_200);
    expect(await status(), "and again").toBe(200);
  },
};

export const terminalsProofs: readonly Proof[] = [
  seen("terminals.<domain>.asterisk.enabled", {
    env: terminals({ asterisk: { enabled: false } }),
    simulator: { phones: PHONES },
    change: terminals({ asterisk: { enabled: true } }),
    look: statusOfAnna,
    was: 403,
    is: 200,
  }),
  sockets,
  otherDatabase,
  otherPattern,
  cache,
];
