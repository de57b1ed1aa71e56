import { execFileSync } from "node:child_process";
import {
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { addDue, type Bench, openBench, testFolder, wavOf } from "./testing.ts";

/** A folder that is full after a few bytes; undefined where this user may not make one. */
function fullFolder(): string | undefined {
  const folder = testFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "none", folder]);
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync("umount", [folder]));
  return folder;
}

describe("what can not be had fails, and takes nothing with it", () => {
  it.each([
    ["no file", () => {}, "missing"],
    [
      "no spool",
      (b: Bench) => rmSync(b.rules.spool, { recursive: true }),
      "missing",
    ],
    [
      "an empty file",
      (b: Bench) => b.leave("call-1", Buffer.alloc(0)),
      "empty",
    ],
    ["no sound", (b: Bench) => b.leave("call-1", wavOf(0)), "empty"],
    [
      "a file cut off",
      (b: Bench) => b.leave("call-1", wavOf(1, 440).subarray(0, 9_999)),
      "incomplete",
    ],
    ["no WAV", (b: Bench) => b.leave("call-1", Buffer.alloc(99)), "bad_format"],
    [
      "a link to the gateway's own",
      (b: Bench) => {
        const own = join(testFolder(), "own");
        writeFileSync(own, wavOf(1, 440));
        symlinkSync(own, b.inSpool("call-1"));
      },
      "not_a_file",
    ],
    [
      "no store",
      (b: Bench) => {
        b.leave("call-1", wavOf(1, 440));
        rmSync(b.rules.store, { recursive: true });
      },
      "io",
    ],
  ] as const)("%s", async (_, prepare, reason) => {
    const bench = await openBench();
    await addDue(bench.db, "call-1");
    prepare(bench);
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toEqual({
      ...{ callId: "call-1", result: "fail", reason },
    });
    expect(bench.released).toEqual([
      { callId: "call-1", recordingResult: "fail" },
    ]);
    expect(await bench.row("call-1")).toMatchObject({ state: "fail", reason });
    expect(existsSync(bench.inSpool("call-1"))).toBe(false);
    expect(bench.faults).toHaveLength(1);
  });

  it("a full disk", async (context) => {
    const store = fullFolder();
    if (store === undefined) return context.skip("only root can mount");
    const bench = await openBench({ store });
    await addDue(bench.db, "call-1");
    bench.leave("call-1", wavOf(2, 440));
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toMatchObject({
      ...{ result: "fail", reason: "disk_full" },
    });
    expect(readdirSync(store)).toEqual([]);
  });

  it("those that are waited for do not hold up the others", async () => {
    const bench = await openBench({ finishTimeoutMs: 60_000, concurrency: 2 });
    for (let n = 0; n < 50; n += 1) await addDue(bench.db, `gone-${n}`);
    await addDue(bench.db, "call-1", { endedAt: bench.clock.now + 1_000 });
    bench.leave("call-1", wavOf(0.2, 440));
    bench.open().worker.start();
    expect(await bench.wait("call-1")).toMatchObject({ result: "success" });
    expect(bench.settled).toHaveLength(1);
  });

  it("a store that is mended in time loses nothing", async () => {
    const bench = await openBench({ finishTimeoutMs: 10_000 });
    await addDue(bench.db, "call-1");
    bench.leave("call-1", wavOf(1, 440));
    const { store } = bench.rules;
    renameSync(store, `${store}-away`);
    bench.open().worker.start();
    await sleep(100);
    expect(bench.settled).toEqual([]);
    renameSync(`${store}-away`, store);
    expect(await bench.wait("call-1")).toMatchObject({ result: "success" });
  });
});
