import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { testConfig } from "../config/testing.ts";
import type { TestAccount } from "../terminals/conformance.ts";
import { addAccount, makeTables } from "../terminals/realtime/conformance.ts";
import type { RealtimeTables } from "../terminals/realtime/database.ts";
import { examineRealtime } from "./realtime.ts";

const DOMAIN = "pbx.example";
const GINA: TestAccount = { callerId: "<161>", password: "geheim" };
const HANS: TestAccount = {
  ...{ callerId: "<162>", authType: "md5", realm: "asterisk" },
  md5Hash: "0".repeat(32),
};

/** A database with these accounts, and what the doctor finds there. */
async function open(accounts: Readonly<Record<string, TestAccount>>) {
  const folder = mkdtempSync(join(tmpdir(), "ringback-realtime-"));
  const file = join(folder, "realtime.sqlite3");
  const admin = new Kysely<RealtimeTables>({
    dialect: new SqliteDialect({ database: new Sqlite(file) }),
  });
  onTestFinished(async () => {
    await admin.destroy();
    rmSync(folder, { recursive: true });
  });
  await makeTables(admin);
  for (const [name, account] of Object.entries(accounts))
    await addAccount(admin, name, account);
  const look = (asked: readonly string[] = [], section = {}) =>
    examineRealtime(
      testConfig({
        RINGBACK_TERMINALS: JSON.stringify({
          [DOMAIN]: { realtime: { url: `sqlite:${file}`, ...section } },
        }),
      }),
      asked.map((username) => ({
        ...{ aor: `${username}@${DOMAIN}`, username, domain: DOMAIN },
        ...{ endpoint: username, ha1: "", source: "asked" },
      })),
    );
  return { admin, look };
}

const lines = (found: Awaited<ReturnType<typeof examineRealtime>>) =>
  found.map(({ about, check, level }) => `${about}: ${check} ${level}`);

test("in order", async () => {
  const { look } = await open({ gina: GINA });
  expect(lines(await look(["gina"]))).toEqual([
    "realtime pbx.example: reachable ok",
    "realtime pbx.example: endpoints ok",
    "terminal gina@pbx.example: sign-in ok",
  ]);
});

test("an account of another realm", async () => {
  const { look } = await open({ gina: GINA, hans: HANS });
  const found = await look();
  expect(lines(found)).toEqual([
    "realtime pbx.example: reachable ok",
    "realtime pbx.example: sign-in warning",
    "realtime pbx.example: endpoints ok",
  ]);
  expect(found[1]?.text).toContain('the realm "asterisk"');
  expect(found[2]?.text).toBe("1 of 2 endpoints can sign in.");
});

test("a user who is asked about and cannot sign in is a fault", async () => {
  const { look } = await open({ gina: GINA, hans: HANS });
  expect(lines(await look(["hans", "nobody", "a,b"])).slice(3)).toEqual([
    "terminal hans@pbx.example: sign-in fault",
    "terminal nobody@pbx.example: sign-in fault",
    "terminal a,b@pbx.example: sign-in fault",
  ]);
});

test("nobody can sign in", async () => {
  const { look } = await open({ hans: HANS });
  const found = await look([], { endpointPattern: "^[0-9]+$" });
  expect(lines(found)).toEqual([
    "realtime pbx.example: reachable ok",
    "realtime pbx.example: endpoints fault",
  ]);
  expect(found[1]?.mend).toContain("endpointPattern");
});

test("without Asterisk's tables", async () => {
  const { admin, look } = await open({ gina: GINA });
  await admin.schema.dropTable("ps_auths").execute();
  const found = await look();
  expect(found.at(-1)).toMatchObject({
    check: "reachable",
    level: "fault",
    text: expect.stringContaining("no such table: ps_auths"),
    mend: expect.stringContaining("ps_endpoints, ps_auths and ps_aors"),
  });
});
