import { sql } from "kysely";
import { expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { testRow } from "./testing-rows.ts";

it("tells the bus only what was committed", async () => {
  const { db, writer, events } = await openHouse();
  await writer.create(testRow());
  await sql`create trigger full_disk before insert on call_events begin select raise(abort, 'disk full'); end`.execute(
    db,
  );
  await expect(
    writer.move(testRow().id, { at: 1, state: "alerting_a" }),
  ).rejects.toThrow("disk full");
  expect(events.map((event) => event.type)).toEqual(["initiated"]);
});

it("a listener that fails keeps nothing from the others", async () => {
  const { bus, writer, faults } = await openHouse();
  const heard: string[] = [];
  bus.subscribe(() => {
    throw new Error("listener");
  });
  bus.subscribe((event) => heard.push(event.type));
  await writer.create(testRow());
  expect(heard).toEqual(["initiated"]);
  expect(faults.map((it) => it.what)).toEqual(["bus"]);
});

it("remembers who ordered the end first", async () => {
  const { writer, store } = await openHouse();
  await writer.create(testRow());
  const id = testRow().id;
  await writer.markEnding(await writer.need(id), "user");
  await writer.markEnding(await writer.need(id), "gateway");
  expect((await store.find(id))?.call).toMatchObject({
    state: "ending",
    ended_by: "user",
    version: 2,
  });
});

it("what says nothing new is not written and not told", async () => {
  const { writer, events } = await openHouse();
  await writer.create(testRow());
  await writer.move(testRow().id, { at: 1, state: "active" });
  await writer.move(testRow().id, { at: 2, state: "alerting_b" });
  expect(events.map((event) => event.type)).toEqual(["initiated", "active"]);
  expect(events.map((event) => event.seq)).toEqual([1, 2]);
});

it("the PBX's whole seconds put nothing before what happened; a clock set back does", async () => {
  const { db, writer, store } = await openHouse();
  const { id, created_at } = testRow();
  await writer.create(testRow());
  const answered = created_at + 5_900;
  await writer.move(id, { at: answered, state: "active" });
  await writer.move(id, { at: answered - 900, substate: "held" });
  await writer.move(id, { at: answered - 3_600_000, substate: "none" });
  const told = await db
    .selectFrom("call_events")
    .select("occurred_at")
    .orderBy("call_seq")
    .execute();
  expect(told.slice(1).map(({ occurred_at }) => occurred_at)).toEqual([
    answered,
    answered,
    answered - 3_600_000,
  ]);
  expect((await store.find(id))?.call.answered_at).toBe(answered);
});

it("a move of an unknown call is told as such", async () => {
  const { writer } = await openHouse();
  await expect(writer.move("nobody", { at: 1 })).rejects.toMatchObject({
    code: "call_not_found",
  });
});
