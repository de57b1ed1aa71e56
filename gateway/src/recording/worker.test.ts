import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { addDue, openBench, wavOf } from "./testing.ts";

const sha256 = (content: Uint8Array) =>
  createHash("sha256").update(content).digest("hex");

describe("a file that is complete", () => {
  it("is kept as it is, for the gateway alone, and told in one with the row", async () => {
    const bench = await openBench();
    const wav = wavOf(2, 440);
    await addDue(bench.db, "call-1");
    bench.leave("call-1", wav);
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toEqual({
      ...{ callId: "call-1", result: "success" },
    });
    expect(bench.released).toEqual([
      { callId: "call-1", recordingResult: "success" },
    ]);
    expect(await bench.row("call-1")).toMatchObject({
      ...{ state: "success", file: "call-1.wav", content_type: "audio/wav" },
      ...{ bytes: wav.length, sha256: sha256(wav), duration_ms: 2_000 },
      settled_at: bench.clock.now,
    });
    const kept = join(bench.rules.store, "call-1.wav");
    expect(readFileSync(kept).equals(wav)).toBe(true);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(readdirSync(bench.rules.spool)).toEqual([]);
  });

  it("becomes MP3 that fits where it is too long for what can be carried", async () => {
    const bench = await openBench({ maxBytes: 65_536 });
    await addDue(bench.db, "call-1");
    bench.leave("call-1", wavOf(10, 440));
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toMatchObject({ result: "success" });
    const row = await bench.row("call-1");
    expect(row).toMatchObject({
      ...{ file: "call-1.mp3", content_type: "audio/mpeg" },
      duration_ms: 10_000,
    });
    expect(row?.bytes).toBeLessThanOrEqual(65_536);
    expect(readdirSync(bench.rules.store)).toEqual(["call-1.mp3"]);
  });

  it("is one that nobody writes to any more, whatever its header says", async () => {
    const settleMs = 200;
    const bench = await openBench({ settleMs, finishTimeoutMs: 60_000 });
    await addDue(bench.db, "call-1");
    const wav = wavOf(1, 440);
    const write = () => bench.leave("call-1", wav);
    write();
    const writing = setInterval(write, 10);
    bench.open().worker.start();
    await sleep(3 * settleMs);
    expect(await bench.row("call-1")).toMatchObject({ state: "due" });
    clearInterval(writing);
    expect(await bench.wait("call-1")).toMatchObject({ result: "success" });
  });

  it("that is too long even so has failed at once", async () => {
    const bench = await openBench({
      ...{ maxBytes: 65_536, finishTimeoutMs: 60_000 },
    });
    await addDue(bench.db, "call-1");
    bench.leave("call-1", wavOf(60, 440));
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toMatchObject({
      ...{ result: "fail", reason: "too_long" },
    });
    expect(readdirSync(bench.rules.store)).toEqual([]);
    expect(readdirSync(bench.rules.spool)).toEqual([]);
  });

  it("is waited for while it grows", async () => {
    const bench = await openBench({ finishTimeoutMs: 5_000 });
    const wav = wavOf(1, 440);
    await addDue(bench.db, "call-1");
    bench.open().worker.start();
    await sleep(50);
    bench.leave("call-1", wav.subarray(0, 44));
    await sleep(50);
    bench.leave("call-1", wav.subarray(0, 10_000));
    await sleep(50);
    expect(bench.settled).toEqual([]);
    bench.leave("call-1", wav);
    expect(await bench.wait("call-1")).toMatchObject({ result: "success" });
    expect((await bench.row("call-1"))?.sha256).toBe(sha256(wav));
  });
});

describe("two who never talked", () => {
  it("have no recording, and nobody waits for one", async () => {
    const bench = await openBench({ finishTimeoutMs: 60_000 });
    await addDue(bench.db, "call-1", { bridged: false });
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toEqual({
      ...{ callId: "call-1", result: "noRecord" },
    });
    expect(bench.faults).toEqual([]);
  });

  it("have one where the file knows better than the call", async () => {
    const bench = await openBench();
    await addDue(bench.db, "call-1", { bridged: false });
    bench.leave("call-1", wavOf(1, 440));
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toMatchObject({ result: "success" });
  });
});
