import { beforeEach, describe, expect, it } from "vitest";
import { type Database, migrateToLatest, openDatabase } from "../database.ts";
import { SqlOnceStore } from "./sql.ts";

describe("SqlOnceStore", () => {
  let db: Database;
  let now: number;
  let store: SqlOnceStore;

  beforeEach(async () => {
    db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
    await migrateToLatest(db);
    now = 1_000_000;
    store = new SqlOnceStore(db, () => now);
  });

  it("gives a key to one of fifty claimers", async () => {
    const claims = await Promise.all(
      Array.from({ length: 50 }, () => store.claim("n", 1000)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it("gives a key again once its time has run out", async () => {
    expect(await store.claim("n", 1000)).toBe(true);
    now += 999;
    expect(await store.claim("n", 1000)).toBe(false);
    now += 1;
    expect(await store.claim("n", 1000)).toBe(true);
  });

  it("allows so many hits in a window and says when to come back", async () => {
    expect(await store.hit("u", 60_000, 2)).toEqual({
      allowed: true,
      retryAfterMs: 0,
    });
    expect((await store.hit("u", 60_000, 2)).allowed).toBe(true);
    now += 10_000;
    expect(await store.hit("u", 60_000, 2)).toEqual({
      allowed: false,
      retryAfterMs: 50_000,
    });
    now += 50_000;
    expect((await store.hit("u", 60_000, 2)).allowed).toBe(true);
  });

  it("tells what stands under keys, in their order, and forgets one", async () => {
    await store.hit("u", 60_000, 2);
    await store.hit("u", 60_000, 2);
    await store.claim("n", 1000);
    now += 400;
    expect(await store.look(["n", "none", "u"])).toEqual([
      { count: 1, leftMs: 600 },
      { count: 0, leftMs: 0 },
      { count: 2, leftMs: 59_600 },
    ]);
    await store.forget("u");
    now += 600;
    expect(await store.look(["u", "n"])).toEqual([
      { count: 0, leftMs: 0 },
      { count: 0, leftMs: 0 },
    ]);
    expect((await store.hit("u", 60_000, 1)).allowed).toBe(true);
  });

  it("sweeps only what has run out", async () => {
    await store.claim("short", 10);
    await store.claim("long", 10_000);
    now += 10;
    expect(await store.sweep()).toBe(1);
    expect(await store.claim("long", 1)).toBe(false);
  });
});
