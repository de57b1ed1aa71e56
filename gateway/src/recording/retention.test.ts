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
    rmSync(file, { recursive: true });
    await retention.sweep();
    expect(await bench.row("call-1")).toBeUndefined();
  });
});
