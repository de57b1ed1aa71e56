import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { migrateToLatest, openDatabase } from "../database.ts";

it("forgets what an ANALYZE has left, and nothing else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "a.sqlite");
  const first = openDatabase({ file, busyTimeoutMs: 100 });
  await migrateToLatest(first);
  await first
    .insertInto("once")
    .values({ key: "a", counter: 1, expires_at: 1 })
    .execute();
  await sql`analyze`.execute(first);
  await first.destroy();
  const again = openDatabase({ file, busyTimeoutMs: 100 });
  onTestFinished(() => again.destroy());
  const tables = await sql`
    select name from sqlite_schema where name glob 'sqlite_stat*'
  `.execute(again);
  expect(tables.rows).toEqual([]);
  expect(await again.selectFrom("once").select("key").execute()).toEqual([
    { key: "a" },
  ]);
});
