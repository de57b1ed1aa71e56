import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { addDue, openBench, testFolder, wavOf } from "./testing.ts";

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

type Bench = Awaited<ReturnType<typeof openBench>>;

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

describe("reading", () => {
  async function ready(content: Buffer) {
    const bench = await openBench();
    await addDue(bench.db, "call-1");
    bench.leave("call-1", content);
    const { worker, reader } = bench.open();
    worker.start();
    await bench.wait("call-1");
    const file = join(bench.rules.store, "call-1.wav");
    return { ...bench, reader, file };
  }

  it("gives what was kept, and nothing of what is not there", async () => {
    const wav = wavOf(20, 440);
    const { reader, clock } = await ready(wav);
    expect(await reader.open("call-2")).toBeUndefined();
    const found = await reader.open("call-1");
    expect(found).toMatchObject({
      ...{ contentType: "audio/wav", bytes: wav.length, settledAt: clock.now },
    });
    const slices: Buffer[] = [];
    for await (const slice of found?.content ?? []) slices.push(slice);
    expect(Buffer.concat(slices).equals(wav)).toBe(true);
    expect(Math.max(...slices.map(({ length }) => length))).toBeLessThan(
      65_537,
    );
  });

  it("breaks off before the end where a byte is another one", async () => {
    const wav = wavOf(20, 440);
    const { reader, file, faults } = await ready(wav);
    const other = Buffer.from(wav);
    other[1_000] = 1 + (other[1_000] ?? 0);
    writeFileSync(file, other);
    const found = await reader.open("call-1");
    let bytes = 0;
    await expect(async () => {
      for await (const slice of found?.content ?? []) bytes += slice.length;
    }).rejects.toThrow("not what was once written");
    expect(bytes).toBeLessThan(wav.length);
    expect(faults).toHaveLength(1);
  });

  it.each([
    ["gone", (file: string) => rmSync(file)],
    ["shorter", (file: string) => writeFileSync(file, "short")],
    [
      "a link",
      (file: string) => {
        renameSync(file, `${file}-2`);
        symlinkSync(`${file}-2`, file);
      },
    ],
  ])(
    "has none where the file is %s, and says so in the log",
    async (_, harm) => {
      const { reader, file, faults } = await ready(wavOf(1, 440));
      harm(file);
      expect(await reader.open("call-1")).toBeUndefined();
      expect(faults).toHaveLength(1);
    },
  );
});
