import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type Database, migrateToLatest, openDatabase } from "./database.ts";
import { prepared } from "./prepared.ts";

type Hit = { key: string; counter: number; expires_at: number };

const put = prepared((db, hit: Hit) =>
  db
    .insertInto("once")
    .values(hit)
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({ counter: hit.counter }),
    ),
);
const later = prepared(
  (db, { than, counter }: { than: number; counter: number }) =>
    db
      .selectFrom("once")
      .select(["key", "counter"])
      .where("expires_at", ">", than)
      .where("counter", "=", counter)
      .orderBy("key"),
);
const change = prepared((db, { key, ...columns }: Hit) =>
  db.updateTable("once").set(columns).where("key", "=", key),
);

let db: Database;
beforeEach(async () => {
  db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
});

test("each run has its own values, whatever they are", async () => {
  const odd = ["a", "'; drop table once; --", "", "ü\u0000?", "@key"];
  for (const [n, key] of odd.entries())
    await put(db, { key, counter: 7, expires_at: n });
  const { rows } = await later(db, { than: 1, counter: 7 });
  expect(rows).toEqual(
    odd
      .slice(2)
      .sort()
      .map((key) => ({ key, counter: 7 })),
  );
  expect((await later(db, { than: 3, counter: 7 })).rows).toHaveLength(1);
  expect((await later(db, { than: 3, counter: 8 })).rows).toEqual([]);
});

test("the order of keys does not matter, and what was changed is counted", async () => {
  await put(db, { key: "a", counter: 1, expires_at: 1 });
  await put(db, { expires_at: 9, counter: 2, key: "a" });
  const both = { counter: 3, expires_at: 5 };
  expect((await change(db, { key: "b", ...both })).numAffectedRows).toBe(0n);
  expect((await change(db, { ...both, key: "a" })).numAffectedRows).toBe(1n);
  expect(await db.selectFrom("once").selectAll().execute()).toEqual([
    { key: "a", ...both },
  ]);
});

test("it runs in a transaction like any other, and on another database", async () => {
  await expect(
    db.transaction().execute(async (transaction) => {
      await put(transaction, { key: "a", counter: 1, expires_at: 1 });
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await db.selectFrom("once").selectAll().execute()).toEqual([]);
  const other = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => other.destroy());
  await migrateToLatest(other);
  await put(other, { key: "o", counter: 1, expires_at: 1 });
  expect(await other.selectFrom("once").selectAll().execute()).toHaveLength(1);
});
