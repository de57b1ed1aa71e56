import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Database } from "../store/database.ts";
import { advance } from "./machine.ts";
import { CallStore } from "./store.ts";
import { memoryDatabase } from "./testing.ts";
import { LIMITS, NOW, testRow, testSnapshot } from "./testing-rows.ts";

const ID = (n: number) => `01jd${String(n).padStart(22, "0")}`;

async function open() {
  const db = await memoryDatabase();
  return { db, store: new CallStore(db, () => NOW) };
}

/** From now on the event log takes nothing, as on a full disk. */
async function breakEvents(db: Database): Promise<void> {
  await sql`create trigger full_disk before insert on call_events begin select raise(abort, 'disk full'); end`.execute(
    db,
  );
}

async function rows(db: Database) {
  const [calls, legs, aliases, events] = await Promise.all([
    db.selectFrom("calls").selectAll().execute(),
    db.selectFrom("call_legs").selectAll().execute(),
    db.selectFrom("call_aliases").selectAll().execute(),
    db.selectFrom("call_events").selectAll().execute(),
  ]);
  return { calls, legs, aliases, events };
}

describe("a write is all or nothing", () => {
  it("a call whose first event cannot be written does not exist", async () => {
    const { db, store } = await open();
    await breakEvents(db);
    await expect(store.create(testRow())).rejects.toThrow("disk full");
    expect(await rows(db)).toEqual({
      calls: [],
      legs: [],
      aliases: [],
      events: [],
    });
  });

  it("a change whose event cannot be written did not happen", async () => {
    const { db, store } = await open();
    await store.create(testRow());
    const before = await rows(db);
    await breakEvents(db);
    const next = advance(
      testSnapshot(),
      { at: NOW, state: "alerting_a", legs: [{ role: "a", state: "dialing" }] },
      LIMITS,
    );
    await expect(
      store.replace(testSnapshot(), next ?? testSnapshot(), NOW),
    ).rejects.toThrow("disk full");
    expect(await rows(db)).toEqual(before);
  });

  it("a change over a version that moved is refused and changes nothing", async () => {
    const { db, store } = await open();
    await store.create(testRow());
    const next = advance(testSnapshot(), { at: NOW, state: "ending" }, LIMITS);
    const stale = testSnapshot({ version: 7 });
    await expect(
      store.replace(stale, next ?? stale, NOW),
    ).rejects.toMatchObject({ code: "version_moved" });
    expect((await store.find(testRow().id))?.call.state).toBe("created");
    expect((await rows(db)).events).toHaveLength(1);
  });
});

describe("iden", () => {
  it.each([
    ["the same", "iden1"],
    ["the name of its second channel", "iden1-2"],
    ["other letter case, which Asterisk does not see", "IDEN1"],
  ])("%s is taken, and then nothing is written", async (_, iden) => {
    const { db, store } = await open();
    await store.create(testRow());
    const before = await rows(db);
    await expect(
      store.create(testRow({ id: ID(2), iden })),
    ).rejects.toMatchObject({ kind: "conflict", code: "iden_in_use" });
    expect(await rows(db)).toEqual(before);
  });

  it("whose second channel would bear a living name is taken too", async () => {
    const { store } = await open();
    await store.create(testRow({ iden: "x-2" }));
    await expect(
      store.create(testRow({ id: ID(2), iden: "x" })),
    ).rejects.toMatchObject({ code: "iden_in_use" });
  });

  it("stays taken after the call has ended", async () => {
    const { store } = await open();
    await store.create(testRow());
    const end = { outcome: "busy", reason: "a_busy", by: "caller" } as const;
    const next = advance(testSnapshot(), { at: NOW, end }, LIMITS);
    await store.replace(testSnapshot(), next ?? testSnapshot(), NOW);
    await expect(store.create(testRow({ id: ID(2) }))).rejects.toMatchObject({
      code: "iden_in_use",
    });
  });

  it("twenty at once: one call", async () => {
    const { db, store } = await open();
    const made = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        store.create(testRow({ id: ID(n) })),
      ),
    );
    expect(made.filter((it) => it.status === "fulfilled")).toHaveLength(1);
    expect((await rows(db)).calls).toHaveLength(1);
  });

  it("finds the call by either of its channels' names", async () => {
    const { store } = await open();
    await store.create(testRow());
    expect((await store.findByIden("iden1"))?.call.id).toBe(testRow().id);
    expect((await store.findByIden("iden1-2"))?.call.id).toBe(testRow().id);
    expect(await store.findByIden("iden2")).toBeUndefined();
  });
});

it("an event number is never given again, not even after a deletion", async () => {
  const { db, store } = await open();
  const first = await store.create(testRow());
  await db.deleteFrom("call_events").execute();
  expect(await store.lastSeq()).toBe(0);
  const second = await store.create(testRow({ id: ID(2), iden: "other" }));
  expect(second.seq).toBeGreaterThan(first.seq);
});

it("the user's live calls come with the newest event number", async () => {
  const { store } = await open();
  await store.create(testRow());
  const { seq } = await store.create(
    testRow({ id: ID(2), iden: "b", user_id: "user-bob" }),
  );
  const { live, seq: newest } = await store.liveOf("user-alice");
  expect(live.map((it) => it.call.iden)).toEqual(["iden1"]);
  expect(newest).toBe(seq);
});

it("live calls are counted by state, and an ended one is none", async () => {
  const { db, store } = await open();
  expect(await store.countLive()).toEqual(new Map());
  await store.create(testRow());
  expect(await store.countLive()).toEqual(new Map([["created", 1]]));
  await db
    .updateTable("calls")
    .set({ state: "ended", outcome: "completed" })
    .execute();
  expect(await store.countLive()).toEqual(new Map());
});

it("an event names the door of its call", async () => {
  const { store } = await open();
  const { via } = await store.create(testRow({ placed_via: "ctd" }));
  expect(via).toBe("ctd");
});

it("overdue names live calls past their deadline, the oldest first", async () => {
  const { store } = await open();
  await store.create(testRow({ id: ID(1), iden: "a", deadline_at: NOW }));
  await store.create(testRow({ id: ID(2), iden: "b", deadline_at: NOW - 1 }));
  await store.create(testRow({ id: ID(3), iden: "c", deadline_at: NOW + 1 }));
  expect(await store.overdue(NOW)).toEqual([ID(2), ID(1)]);
  await store.postpone(ID(2), NOW + 5);
  expect(await store.overdue(NOW)).toEqual([ID(1)]);
});
