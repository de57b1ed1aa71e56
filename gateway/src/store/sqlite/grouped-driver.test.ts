import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Database, migrateToLatest, openDatabase } from "../database.ts";
import { Handle } from "./handle.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

async function open(kind: "file" | "memory"): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  const file = kind === "file" ? join(folder, "a.sqlite") : ":memory:";
  const db = openDatabase({ file, busyTimeoutMs: 100 });
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });
  await migrateToLatest(db);
  return db;
}

/** Inserts a row, looks whether it is there, then does what else is wanted. */
async function add(
  db: Database,
  key: string,
  then: (transaction: Database) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("once")
      .values({ key, counter: 1, expires_at: 1 })
      .execute();
    await then(transaction);
  });
}

async function keys(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom("once")
    .select("key")
    .orderBy("key")
    .execute();
  return rows.map(({ key }) => key);
}

function fail(): Promise<never> {
  return Promise.reject(new Error("of this test"));
}

async function outcomes(work: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((each) =>
    each.status === "fulfilled" ? "done" : String(each.reason),
  );
}

describe.each(["file", "memory"] as const)("a database in %s", (kind) => {
  it("commits once for all that is written in one turn of the loop", async () => {
    const db = await open(kind);
    const exec = vi.spyOn(Handle.prototype, "exec");
    const names = Array.from({ length: 20 }, (_, i) => `k${10 + i}`);
    await Promise.all(names.map((name) => add(db, name)));
    const commits = exec.mock.calls.filter(([text]) => text === "commit");
    expect(commits).toHaveLength(1);
    expect(await keys(db)).toEqual(names);
  });

  it("keeps what others wrote when one fails", async () => {
    const db = await open(kind);
    const works = [add(db, "a"), add(db, "b", fail), add(db, "c")];
    expect(await outcomes(works)).toEqual([
      "done",
      "Error: of this test",
      "done",
    ]);
    expect(await keys(db)).toEqual(["a", "c"]);
  });

  it("tells all that their commit failed, and goes on", async () => {
    const db = await open(kind);
    const { exec } = Handle.prototype;
    const broken = vi.spyOn(Handle.prototype, "exec");
    broken.mockImplementation(function (this: Handle, text) {
      if (text === "commit") throw new Error("disk");
      exec.call(this, text);
    });
    const works = [add(db, "a"), add(db, "b"), add(db, "c", fail)];
    expect(await outcomes(works)).toEqual([
      "Error: disk",
      "Error: disk",
      "Error: of this test",
    ]);
    broken.mockRestore();
    await add(db, "d");
    expect(await keys(db)).toEqual(["d"]);
  });

  it("tells all that SQLite gave their transaction up", async () => {
    const db = await open(kind);
    const giveUp = async (transaction: Database) => {
      await sql`rollback`.execute(transaction);
      await sql`select * from nowhere`.execute(transaction);
    };
    const works = [add(db, "a"), add(db, "b", giveUp), add(db, "c")];
    expect(await outcomes(works)).toEqual([
      "SqliteError: no such table: nowhere",
      "SqliteError: no such table: nowhere",
      "done",
    ]);
    expect(await keys(db)).toEqual(["c"]);
  });

  it("shows nobody what is not committed", async () => {
    const db = await open(kind);
    const writing = add(db, "a");
    const seen = keys(db);
    expect(await seen).toEqual(kind === "file" ? [] : ["a"]);
    await writing;
    expect(await keys(db)).toEqual(["a"]);
  });

  it("groups single statements too, and tells each its own result", async () => {
    const db = await open(kind);
    const insert = (key: string) =>
      db
        .insertInto("once")
        .values({ key, counter: 1, expires_at: 1 })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
    const results = await Promise.all(["a", "b", "a"].map(insert));
    expect(results.map((each) => each.numInsertedOrUpdatedRows)).toEqual([
      1n,
      1n,
      0n,
    ]);
  });

  it("gives a read-only transaction one state", async () => {
    const db = await open(kind);
    let writing = Promise.resolve();
    await db
      .transaction()
      .setAccessMode("read only")
      .execute(async (transaction) => {
        expect(await keys(transaction)).toEqual([]);
        writing = add(db, "a");
        if (kind === "file") await writing;
        expect(await keys(transaction)).toEqual([]);
        if (kind === "file") expect(await keys(db)).toEqual(["a"]);
      });
    await writing;
    expect(await keys(db)).toEqual(["a"]);
  });
});

it("refuses a write while another process writes, and reads all the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  const file = join(folder, "a.sqlite");
  const [one, two] = [1, 2].map(() => openDatabase({ file, busyTimeoutMs: 1 }));
  if (one === undefined || two === undefined) throw new Error("unreachable");
  onTestFinished(async () => {
    await Promise.all([one.destroy(), two.destroy()]);
    rmSync(folder, { recursive: true });
  });
  await migrateToLatest(one);
  await add(one, "a", async () => {
    await expect(add(two, "b")).rejects.toThrow("database is locked");
    expect(await keys(two)).toEqual([]);
  });
  await add(two, "b");
  expect(await keys(one)).toEqual(["a", "b"]);
});
