import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, inject } from "vitest";
import { ClientTransport } from "../../gateway/src/pbx/asterisk/ami/client-transport.ts";
import { readExpression } from "../../gateway/src/pbx/asterisk/originate.ts";
import {
  migrateToLatest,
  openDatabase,
} from "../../gateway/src/store/database.ts";
import { AsteriskTerminalDirectory } from "../../gateway/src/terminals/asterisk/directory.ts";
import type { TestAccount } from "../../gateway/src/terminals/conformance.ts";
import { conformsToFound } from "../../gateway/src/terminals/found/conformance.ts";
import { type Asterisk, startAsterisk } from "../asterisk/asterisk.ts";
import { amiOptions } from "../pbx/lab-subject.ts";

const DOMAIN = "pbx.example.org";
const UP_MS = 5_000;

/** One endpoint with its account, as pjsip.conf has it. */
function endpointConf(name: string, account: TestAccount): string {
  const { authType = "userpass", authUsername = name } = account;
  const options: Record<string, string | undefined> = {
    auth_type: authType,
    username: authUsername,
    password: account.password,
    realm: account.realm,
    md5_cred: account.md5Hash,
    supported_algorithms_uas: account.algorithms,
    // Without these it would be no account to Asterisk at all.
    ...(authType === "google_oauth" && {
      refresh_token: "x",
      oauth_clientid: "x",
      oauth_secret: "x",
    }),
  };
  const lines = Object.entries(options).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${value}`],
  );
  return [
    `[${name}](phone)`,
    ...[`auth = ${name}`, `aors = ${name}`, `callerid = ${account.callerId}`],
    ...[`[${name}]`, "type = aor", "max_contacts = 1"],
    ...[`[${name}]`, "type = auth", ...lines, ""],
  ].join("\n");
}

async function openOn(pbx: Asterisk, times: { cacheSeconds: number }) {
  const folder = join(pbx.dir, "etc", "terminals");
  await mkdir(folder, { recursive: true });
  const main = join(pbx.dir, "etc", "pjsip-contacts.conf");
  const contacts = await readFile(main, "utf8");
  const reload = async () => {
    const includes = (await readdir(folder)).map(
      (name) => `#include terminals/${name}`,
    );
    await writeFile(main, `${contacts}\n${includes.join("\n")}\n`);
    await pbx.cli("module reload res_pjsip.so");
  };
  const transport = new ClientTransport(amiOptions(pbx));
  transport.start();
  const deadline = Date.now() + UP_MS;
  while (transport.state !== "up" && Date.now() < deadline) await sleep(10);
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  await migrateToLatest(db);
  const refusals: string[] = [];
  const directory = new AsteriskTerminalDirectory([transport], {
    ...times,
    db,
    domain: DOMAIN,
    versionKey: "key of the tests",
    onRefused: (line) => refusals.push(line),
    onFault: () => {},
  });
  const until = async (expression: string, value: string | undefined) => {
    const end = Date.now() + UP_MS;
    const isThere = async () =>
      (await readExpression(transport, expression)) === (value ?? "");
    while (!(await isThere()) && Date.now() < end) await sleep(20);
  };
  return {
    directory,
    db,
    domain: DOMAIN,
    source: "asterisk",
    refusals,
    put: async (name: string, account: TestAccount) => {
      await writeFile(join(folder, name), endpointConf(name, account));
      await reload();
      await until(`PJSIP_ENDPOINT(${name},auth)`, name);
      await until(
        `AST_SORCERY(res_pjsip,auth,${name},password)`,
        account.password,
      );
    },
    remove: async (name: string) => {
      await rm(join(folder, name));
      await reload();
      await until(`PJSIP_ENDPOINT(${name},auth)`, "");
    },
    cut: () => pbx.kill9(),
    close: async () => {
      await directory.close();
      await transport.stop();
      await pbx.stop();
      await db.destroy();
    },
  };
}

describe.each(inject("suites"))("Asterisk of Debian %s", (suite) => {
  conformsToFound(
    `Asterisk of Debian ${suite}`,
    async (times) => await openOn(await startAsterisk({ suite }), times),
    // Asterisk 16 knows userpass and md5; the package of 22 knows all.
    { digest: suite === "bullseye" },
  );
});
