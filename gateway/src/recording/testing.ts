/** Recording over real folders and a real database, with a PBX that is the test's own hand. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import type { RecordingRules, Settled } from "./port.ts";
import { createRecording } from "./recording.ts";

export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ringback-recording-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const NOW = Date.parse("2026-11-21T12:00:00Z");

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** `died()` gives up this gateway's worker and opens the next one over the same folders and rows. */
export async function openBench(changes: Partial<RecordingRules> = {}) {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const rules: RecordingRules = {
    ...{ spool: testFolder(), store: testFolder(), retentionDays: 30 },
    ...{ maxBytes: 15_728_640, finishTimeoutMs: 200, settleMs: 10 },
    ...{ pollMs: 10, concurrency: 4 },
    ...{ readsRetentionDays: 400, lateFileMs: 3_600_000 },
    ...changes,
  };
  const inSpool = (callId: string) => join(rules.spool, `${callId}.wav`);
  const clock = { now: NOW };
  const settled: Settled[] = [];
  const released: { callId: string; recordingResult: string }[] = [];
  const held: string[] = [];
  const faults: string[] = [];
  const open = () => {
    const recording = createRecording(rules, {
      db,
      held: {
        release: async (_, callId, data) => {
          released.push({ callId, ...data });
        },
        holdAnew: async (callIds) => {
          held.push(...callIds);
        },
      },
      now: () => clock.now,
      elapsed: () => performance.now(),
      onSettled: (each) => settled.push(each),
      onFault: (_, fault) =>
        faults.push(fault instanceof Error ? fault.message : String(fault)),
    });
    onTestFinished(() => recording.worker.stop());
    return recording;
  };
  const wait = async (callId: string) => {
    const found = () => settled.find((each) => each.callId === callId);
    await vi.waitUntil(() => found() !== undefined, { timeout: 5_000 });
    await vi.waitUntil(() => !existsSync(inSpool(callId)));
    return found();
  };
  return {
    ...{ db, rules, clock, settled, released, held, faults, open, wait },
    inSpool,
    /** What the PBX leaves of a call. */
    leave: (callId: string, content: Uint8Array) =>
      writeFileSync(inSpool(callId), content),
    row: (callId: string) => rowOf(db, callId),
  };
}

async function rowOf(db: Database, callId: string) {
  return await db
    .selectFrom("recordings")
    .selectAll()
    .where("call_id", "=", callId)
    .executeTakeFirst();
}

/** A call that is over and was to be recorded. */
export async function addDue(
  db: Database,
  callId: string,
  { bridged = true, endedAt = NOW } = {},
): Promise<void> {
  await db
    .insertInto("recordings")
    .values({
      ...{ call_id: callId, state: "due", bridged: bridged ? 1 : 0 },
      ...{ spooled: 1, reason: null, file: null, content_type: null },
      ...{ bytes: null, sha256: null, duration_ms: null },
      ...{ created_at: endedAt - 1_000, ended_at: endedAt, settled_at: null },
    })
    .execute();
}

export type WavChanges = {
  rate?: number;
  channels?: number;
  bits?: number;
  format?: number;
  /** what the header says instead of the truth */
  riffBytes?: number;
  dataBytes?: number;
};

/** A tone, or silence, of 16 bit PCM at 8 kHz as Asterisk writes it. */
export function wavOf(
  seconds: number,
  toneHz = 0,
  changes: WavChanges = {},
): Buffer {
  const { rate = 8_000, channels = 1, bits = 16, format = 1 } = changes;
  const count = Math.round(seconds * rate);
  const wav = Buffer.alloc(44 + count * 2);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(changes.riffBytes ?? wav.length - 8, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(format, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(bits, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(changes.dataBytes ?? count * 2, 40);
  for (let at = 0; at < count; at += 1) {
    const sample = Math.sin((2 * Math.PI * toneHz * at) / rate);
    wav.writeInt16LE(Math.round(sample * 12_000), 44 + at * 2);
  }
  return wav;
}
