import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { addDue, type Bench, openBench, wavOf } from "./testing.ts";

/** As the gateway leaves things when it dies behind each of its steps. */
describe("killed", () => {
  const WAV = wavOf(1, 440);

  it.each([
    ["before anything was done", () => {}],
    [
      "in the middle of the copy",
      ({ rules }: Bench) =>
        writeFileSync(join(rules.store, "call-1.part"), WAV.subarray(0, 500)),
    ],
    [
      "behind the copy, with its file in the store and nobody told",
      ({ rules }: Bench) => writeFileSync(join(rules.store, "call-1.wav"), WAV),
    ],
    [
      "with another limit before: MP3 is in the store already",
      ({ rules }: Bench) =>
        writeFileSync(join(rules.store, "call-1.mp3"), "mp3"),
    ],
  ])("%s, the next one finishes it and tells once", async (_, prepare) => {
    const bench = await openBench();
    await addDue(bench.db, "call-1");
    bench.leave("call-1", WAV);
    prepare(bench);
    bench.open().worker.start();
    await bench.wait("call-1");
    expect(bench.released).toEqual([
      { callId: "call-1", recordingResult: "success" },
    ]);
    expect(readdirSync(bench.rules.store)).toEqual(["call-1.wav"]);
    expect(readFileSync(join(bench.rules.store, "call-1.wav"))).toEqual(WAV);
    expect(readdirSync(bench.rules.spool)).toEqual([]);
  });

  it("behind the row, the spool is cleaned by the next sweep", async () => {
    const bench = await openBench();
    await addDue(bench.db, "call-1");
    bench.leave("call-1", WAV);
    const { worker, retention } = bench.open();
    worker.start();
    await bench.wait("call-1");
    await bench.db.updateTable("recordings").set({ spooled: 1 }).execute();
    bench.leave("call-1", WAV);
    await retention.sweep();
    expect(readdirSync(bench.rules.spool)).toEqual([]);
    expect(await bench.row("call-1")).toMatchObject({
      ...{ state: "success", spooled: 0 },
    });
  });

  it("stopped in the middle of a transcoding it leaves no half of it, and goes on with the next start", async () => {
    const bench = await openBench({ maxBytes: 200_000, finishTimeoutMs: 1 });
    await addDue(bench.db, "call-1");
    bench.leave("call-1", wavOf(40, 440));
    const { worker } = bench.open();
    worker.start();
    const part = join(bench.rules.store, "call-1.part");
    await vi.waitUntil(() => existsSync(part), { interval: 1 });
    await worker.stop();
    expect(readdirSync(bench.rules.store)).toEqual([]);
    expect(bench.settled).toEqual([]);
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toMatchObject({ result: "success" });
  });

  it("what waits for its recording waits anew", async () => {
    const bench = await openBench();
    await addDue(bench.db, "call-1");
    await addDue(bench.db, "call-2");
    await bench.open().recover();
    expect(bench.held).toEqual(["call-1", "call-2"]);
  });
});
