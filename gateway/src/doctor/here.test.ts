import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import { testConfig } from "../config/testing.ts";
import { TEST_CERTIFICATE } from "../pbx/asterisk/ami/testing-tls.ts";
import { migrateToLatest, openDatabase } from "../store/database.ts";
import { addTerminal, addUser } from "../terminals/local/admin.ts";
import type { Finding } from "./finding.ts";
import { examineCertificates, examineDatabase, examineDisk } from "./here.ts";

const folder = mkdtempSync(join(tmpdir(), "ringback-here-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function options() {
  count += 1;
  return { file: join(folder, `${count}.sqlite`), busyTimeoutMs: 50 };
}

/** A database that is up to date and knows one terminal. */
async function healthy() {
  const own = options();
  const db = openDatabase(own);
  await migrateToLatest(db);
  await addUser(db, "alice");
  await addTerminal(db, {
    user: "alice",
    aor: "alice@pbx.example",
    endpoint: "alice",
    extension: "101",
    ha1: "0".repeat(32),
  });
  await db.destroy();
  return own;
}

const levels = (findings: readonly Finding[]) =>
  findings.map(({ check, level }) => `${check}: ${level}`);

describe("the database", () => {
  test("in order, with the terminals in it", async () => {
    const { findings, terminals } = await examineDatabase(await healthy());
    expect(levels(findings)).toEqual([
      "database: ok",
      "database writable: ok",
      "migrations: ok",
      "terminals: ok",
    ]);
    expect(terminals).toMatchObject([{ aor: "alice@pbx.example" }]);
  });

  test("not there yet, and not made by looking", async () => {
    const own = options();
    for (let look = 0; look < 2; look++) {
      const { findings } = await examineDatabase(own);
      expect(levels(findings)).toEqual(["database: warning"]);
    }
  });

  test("no database at all", async () => {
    const own = options();
    writeFileSync(own.file, "this is a letter, and a long one\n".repeat(99));
    const { findings } = await examineDatabase(own);
    expect(findings.at(-1)).toMatchObject({
      level: "fault",
      check: "database",
      text: expect.stringContaining("not a database"),
    });
  });

  test("held by another program", async () => {
    const own = await healthy();
    const other = new Sqlite(own.file);
    other.exec("BEGIN IMMEDIATE");
    const { findings } = await examineDatabase(own);
    other.exec("ROLLBACK");
    other.close();
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: "fault",
        check: "database writable",
        text: expect.stringContaining("locked"),
      }),
    );
  });

  test("not up to date, and not brought up to date by looking", async () => {
    const own = options();
    await openDatabase(own).destroy();
    for (let look = 0; look < 2; look++) {
      const { findings, terminals } = await examineDatabase(own);
      expect(levels(findings)).toContain("migrations: warning");
      expect(terminals).toEqual([]);
    }
  });

  test("of a newer Ringback", async () => {
    const own = await healthy();
    const sqlite = new Sqlite(own.file);
    sqlite.exec(
      "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')",
    );
    sqlite.close();
    const { findings } = await examineDatabase(own);
    expect(findings.at(-1)).toMatchObject({
      level: "fault",
      text: expect.stringContaining("9999-later"),
    });
  });

  test("without a terminal", async () => {
    const own = options();
    const db = openDatabase(own);
    await migrateToLatest(db);
    await db.destroy();
    const { findings } = await examineDatabase(own);
    expect(findings.at(-1)).toMatchObject({
      level: "warning",
      mend: expect.stringContaining("ringback terminal add"),
    });
  });
});

test.each([
  [10, "fault"],
  [100, "warning"],
  [1000, "ok"],
])("%i MB free: %s", (megabytes, level) => {
  const found = examineDisk(options(), () => megabytes * 1024 * 1024);
  expect(levels(found)).toEqual([`free: ${level}`]);
});

test("a folder that is not there", () => {
  const found = examineDisk({ file: "/nowhere/x.sqlite", busyTimeoutMs: 0 });
  expect(levels(found)).toEqual(["free: fault"]);
  expect(levels(examineDisk(options()))).toHaveLength(1);
});

describe("certificates", () => {
  // Good until 2126-10-28.
  const certFile = join(folder, "cert.pem");
  writeFileSync(certFile, TEST_CERTIFICATE);
  const none = testConfig();
  const { server } = none;
  const config = {
    ...none,
    server: { ...server, tls: { certFile, keyFile: "" } },
  };

  test.each([
    ["2026-11-21", "ok"],
    ["2126-10-20", "warning"],
    ["2127-01-01", "fault"],
  ])("on %s: %s", (day, level) => {
    expect(levels(examineCertificates(config, Date.parse(day)))).toEqual([
      `server.tls.certFile: ${level}`,
    ]);
  });

  test("a file that holds none", () => {
    const letter = join(folder, "letter.pem");
    writeFileSync(letter, "dear reader");
    const tls = { certFile: letter, keyFile: "" };
    const found = examineCertificates(
      { ...none, server: { ...server, tls } },
      0,
    );
    expect(levels(found)).toEqual(["server.tls.certFile: fault"]);
  });

  test("none where there is no TLS", () => {
    expect(examineCertificates(none, 0)).toEqual([]);
  });

  test("the authority of sinks has run out", () => {
    const sick = testConfig({ RINGBACK_DELIVERY_CA_FILE: certFile });
    const found = examineCertificates(sick, Date.parse("2127-01-01"));
    expect(levels(found)).toEqual(["delivery.caFile: fault"]);
  });
});
