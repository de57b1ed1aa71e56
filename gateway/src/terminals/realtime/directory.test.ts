import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { conformsOnRealtime } from "./conformance.ts";
import { openRealtime, type RealtimeTables } from "./database.ts";

conformsOnRealtime("realtime on SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-realtime-"));
  const file = join(folder, "realtime.sqlite3");
  const admin = new Kysely<RealtimeTables>({
    dialect: new SqliteDialect({ database: new Sqlite(file) }),
  });
  return {
    url: `sqlite:${file}`,
    admin,
    cut: async () => {
      await admin.schema.dropTable("ps_endpoints").execute();
    },
    close: async () => {
      await admin.destroy();
      rmSync(folder, { recursive: true });
    },
  };
});

it("a file that is not there yet is opened once it is", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-realtime-"));
  const file = join(folder, "later.sqlite3");
  const db = openRealtime(`sqlite:${file}`, () => {});
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });
  const ask = () => db.selectFrom("ps_aors").selectAll().execute();
  await expect(ask()).rejects.toThrow();
  writeFileSync(file, "");
  const admin = new Sqlite(file);
  admin.exec("create table ps_aors (id text)");
  admin.close();
  expect(await ask()).toEqual([]);
});
