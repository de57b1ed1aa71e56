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
import { openAccounts } from "./asterisk-accounts.ts";

const DOMAIN = "pbx.example.org";
const UP_MS = 5_000;

async function openOn(pbx: Asterisk, times: { cacheSeconds: number }) {
  const accounts = await openAccounts(pbx);
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
      await accounts.put(name, account);
      await until(`PJSIP_ENDPOINT(${name},auth)`, name);
      await until(
        `AST_SORCERY(res_pjsip,auth,${name},password)`,
        account.password,
      );
    },
    remove: async (name: string) => {
      await accounts.remove(name);
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
