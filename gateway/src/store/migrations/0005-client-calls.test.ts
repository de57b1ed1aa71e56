import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { expect, onTestFinished, test } from "vitest";
import { type Database, migrateToLatest, openDatabase } from "../database.ts";
import { initial } from "./0001-initial.ts";
import { terminalSource } from "./0002-terminal-source.ts";
import { pause } from "./0003-pause.ts";
import { versionKey } from "./0004-version-key.ts";

const OLD: Record<string, Migration> = {
  "0001-initial": initial,
  "0002-terminal-source": terminalSource,
  "0003-pause": pause,
  "0004-version-key": versionKey,
};

/** As the program before this one left it: two calls, one of them ended, and an event that somebody deleted. */
async function oldDatabase(): Promise<Database> {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  const provider = { getMigrations: () => Promise.resolve(OLD) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  expect(error).toBeUndefined();
  for (const [id, state, outcome, deadline] of [
    ["one", "active", null, 99],
    ["two", "ended", "completed", null],
  ]) {
    await sql`insert into calls values (${id}, 'default', 'alice', 'phone', 'click2call', 'main', ${`iden-${id}`}, '900123456', '+34900123456',
      '+34900123456', 'alice', '101', 30, 60000, 0, ${state}, 'none', ${outcome}, null, null, 16, 0, 1, 2, null, ${deadline}, 4)`.execute(
      db,
    );
    await sql`insert into call_legs values (${id}, 'a', 'answered', 'PJSIP/alice-1', 'u1', null, null, 1, 2, 3, null)`.execute(
      db,
    );
    await sql`insert into call_aliases values ('iden', ${`iden-${id}`}, ${id})`.execute(
      db,
    );
    for (const seq of [1, 2])
      await sql`insert into call_events (call_id, workspace_id, user_id, call_seq, type, occurred_at, recorded_at, body)
        values (${id}, 'default', 'alice', ${seq}, 'initiated', 1, 2, '{}')`.execute(
        db,
      );
  }
  await sql`delete from call_events where seq = 4`.execute(db);
  return db;
}

async function everything(db: Database) {
  const rows = (
    table: "calls" | "call_legs" | "call_aliases" | "call_events",
  ) => db.selectFrom(table).selectAll().execute();
  return {
    calls: await rows("calls"),
    legs: await rows("call_legs"),
    aliases: await rows("call_aliases"),
    events: await rows("call_events"),
  };
}

test("calls that were there before stay as they were, with their legs, idens and events", async () => {
  const db = await oldDatabase();
  const before = await everything(db);
  expect(before.calls).toHaveLength(2);
  expect(await migrateToLatest(db)).toContain("0005-client-calls");
  const after = await everything(db);
  expect(after.calls.map((call) => ({ ...call }))).toEqual(
    before.calls.map((call) => ({
      ...call,
      ...{ client_id: null, caller_number: null, callee_number: null },
      ...{ shown_to_a: null, shown_to_b: null, a_dial: null },
      ...{ masked: 0, recording: 0, recording_beep: 0, b_endpoint: null },
      hangup_told: 0,
    })),
  );
  expect({ ...after, calls: [] }).toEqual({ ...before, calls: [] });
});

test("an event's number is not given again, and what refers to a call still must", async () => {
  const db = await oldDatabase();
  await migrateToLatest(db);
  const { seq } = await db
    .insertInto("call_events")
    .values({
      ...{ call_id: "one", workspace_id: "default", user_id: null },
      ...{ call_seq: 3, type: "active", occurred_at: 1, recorded_at: 1 },
      body: "{}",
    })
    .returning("seq")
    .executeTakeFirstOrThrow();
  expect(seq).toBe(5);
  await expect(
    db
      .insertInto("call_aliases")
      .values({ kind: "iden", value: "x", call_id: "nobody" })
      .execute(),
  ).rejects.toThrow("FOREIGN KEY");
  await expect(
    sql`update calls set outcome = 'failed' where id = 'one'`.execute(db),
  ).rejects.toThrow("calls_outcome");
});

test("a rebuild that fails leaves everything as it was", async () => {
  const db = await oldDatabase();
  const before = await everything(db);
  await sql`create table call_events_new (x)`.execute(db);
  await expect(migrateToLatest(db)).rejects.toThrow("0005-client-calls");
  expect(await everything(db)).toEqual(before);
});
