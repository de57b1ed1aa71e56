import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addDue, openBench, wavOf } from "./testing.ts";

it("a file that comes when it was given up is removed too", async () => {
  const bench = await openBench();
  await addDue(bench.db, "call-1");
  const { worker, retention } = bench.open();
  worker.start();
  expect(await bench.wait("call-1")).toMatchObject({ reason: "missing" });
  bench.leave("call-1", wavOf(1, 440));
  bench.clock.now += 2 * 3_600_000;
  await retention.sweep();
  expect(readdirSync(bench.rules.spool)).toEqual([]);
  expect(await bench.row("call-1")).toMatchObject({ spooled: 0 });
});

it("a file may come for as long as recording.lateFileMs says", async () => {
  const bench = await openBench({ lateFileMs: 3 * 3_600_000 });
  await addDue(bench.db, "call-1");
  const { worker, retention } = bench.open();
  worker.start();
  expect(await bench.wait("call-1")).toMatchObject({ reason: "missing" });
  bench.clock.now += 2 * 3_600_000;
  await retention.sweep();
  expect(await bench.row("call-1")).toMatchObject({ spooled: 1 });
  bench.clock.now += 2 * 3_600_000;
  await retention.sweep();
  expect(await bench.row("call-1")).toMatchObject({ spooled: 0 });
});

it("who fetched one is known for recording.readsRetentionDays from its removal, not from the fetching", async () => {
  const DAY_MS = 86_400_000;
  const bench = await openBench({ retentionDays: 30, readsRetentionDays: 10 });
  await addDue(bench.db, "call-1");
  bench.leave("call-1", wavOf(0.2, 440));
  const { worker, retention, trail } = bench.open();
  worker.start();
  await bench.wait("call-1");
  await worker.stop();
  const read = { callId: "call-1", clientId: "crm", address: "192.0.2.1" };
  const ended = await trail.begin({ ...read, correlator: "c-1" });
  ended?.("whole");
  await trail.idle();
  const after = async (days: number) => {
    bench.clock.now += days * DAY_MS;
    await retention.sweep();
    const { length } = await bench.db
      .selectFrom("recording_reads")
      .selectAll()
      .execute();
    return length;
  };
  expect(await after(29)).toBe(1);
  expect(await bench.row("call-1")).toBeDefined();
  expect(await after(2)).toBe(1);
  expect(await bench.row("call-1")).toBeUndefined();
  expect(await after(9)).toBe(1);
  expect(await after(2)).toBe(0);
  const gone = await trail.begin({ ...read, correlator: "c-2" });
  expect(gone).toBeUndefined();
});

describe("old recordings", () => {
  const DAY_MS = 86_400_000;

  it("go with their file, spool and row; younger ones and those not settled stay", async () => {
    const bench = await openBench({ retentionDays: 30 });
    const { now } = bench.clock;
    const ages = { old: 31, young: 29 };
    for (const [callId, days] of Object.entries(ages)) {
      await addDue(bench.db, callId, { endedAt: now - days * DAY_MS });
      bench.leave(callId, wavOf(0.2, 440));
    }
    const { worker, retention } = bench.open();
    worker.start();
    await Promise.all([bench.wait("old"), bench.wait("young")]);
    await worker.stop();
    await addDue(bench.db, "late", { endedAt: now - 40 * DAY_MS });
    await retention.sweep();
    expect(readdirSync(bench.rules.store)).toEqual(["young.wav"]);
    const rows = await bench.db
      .selectFrom("recordings")
      .select("call_id")
      .orderBy("call_id")
      .execute();
    expect(rows.map(({ call_id }) => call_id)).toEqual(["late", "young"]);
    bench.clock.now += 2 * DAY_MS;
    await retention.sweep();
    expect(readdirSync(bench.rules.store)).toEqual([]);
  });

  it("keep their row while their file can not be removed", async () => {
    const bench = await openBench();
    for (const callId of ["call-1", "call-2"]) {
      await addDue(bench.db, callId);
      bench.leave(callId, wavOf(0.2, 440));
    }
    const { worker, retention } = bench.open();
    worker.start();
    await Promise.all([bench.wait("call-1"), bench.wait("call-2")]);
    const file = join(bench.rules.store, "call-1.wav");
    rmSync(file);
    // Nobody can unlink a folder, root neither.
    mkdirSync(file);
    bench.clock.now += 31 * DAY_MS;
    await expect(retention.sweep()).rejects.toThrow();
    expect(await bench.row("call-1")).toBeDefined();
    expect(await bench.row("call-2")).toBeUndefined();
    expect(readdirSync(bench.rules.store)).toEqual(["call-1.wav"]);
    // What hinders one kind of removal does not hinder the others.
    mkdirSync(bench.inSpool("call-2"));
    await addDue(bench.db, "call-2");
    await bench.db
      .updateTable("recordings")
      .set({ state: "success" })
      .where("call_id", "=", "call-2")
      .execute();
    bench.clock.now += 31 * 86_400_000;
    await expect(retention.sweep()).rejects.toThrow();
    expect(await bench.row("call-2")).toBeUndefined();
    rmSync(file, { recursive: true });
    await retention.sweep();
    expect(await bench.row("call-1")).toBeUndefined();
  });
});
