import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RECORDING_CONTENT_MAX } from "@ringback/shared/ctd/schema.ts";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { isRecording } from "../apis/ctd/testing-schema.ts";
import type { Config } from "../config/schema.ts";
import { PUBLISHED_MAX_BYTES } from "../config/sections/recording.ts";
import { type Authority, makeAuthority } from "../delivery/testing.ts";
import { createLogger } from "../ops/log.ts";
import { createDelivering } from "./delivering.ts";
import { faultLog } from "./faults.ts";
import { createRecordings } from "./recording.ts";
import { member, post } from "./testing.ts";
import { addProgram, ORDER, openForProgram } from "./testing-programs.ts";

let authority: Authority;
beforeAll(() => {
  authority = makeAuthority();
});

/** A gateway that records, and both folders. `talkMs`: how long the two talk. */
async function openRecording(
  env: Record<string, string> = {},
  bob: { talkMs?: number; does?: "busy" } = {},
) {
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), "ringback-recording-"));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const [spool, store] = [folder(), folder()];
  // The same folder by another path, as a PBX on another machine has it.
  const pbxSpool = join(folder(), "mounted");
  symlinkSync(spool, pbxSpool);
  const gateway = await openForProgram(
    authority,
    {
      RINGBACK_RECORDING_SPOOL: spool,
      RINGBACK_RECORDING_STORE: store,
      RINGBACK_RECORDING_PBX_SPOOL: pbxSpool,
      RINGBACK_RECORDING_SETTLE_MS: "20",
      RINGBACK_RECORDING_POLL_MS: "20",
      RINGBACK_RECORDING_FINISH_TIMEOUT_MS: "300",
      ...env,
    },
    {
      phones: {
        alice: { extension: "101", does: "answer", afterMs: 10 },
        bob: {
          ...{ extension: "102", does: bob.does ?? "answer", afterMs: 10 },
          hangupAfterMs: bob.talkMs ?? 400,
        },
      },
    },
  );
  const { origin, headers, sink } = gateway;
  const record = async () => {
    const order = {
      ...{ ...ORDER, recordingEnabled: true },
      sink: `${sink.origin}/events`,
    };
    const created = await post(origin, "/calls", order, headers);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ recordingEnabled: true });
    return member(created, "callId");
  };
  const lastEvent = async () => {
    const last = () => sink.taken.at(-1)?.body ?? "";
    await vi.waitUntil(() => /"(disconnected|failed)"/.test(last()), {
      timeout: 5_000,
    });
    return JSON.parse(last());
  };
  const get = (callId: string, as = headers) =>
    fetch(`${origin}/calls/${callId}/recording`, { headers: as });
  return { ...gateway, spool, store, record, lastEvent, get };
}

it("what was said comes back as published, once the last event says so, and the spool is left clean", async () => {
  const opened = await openRecording();
  const { spool, store, lines } = opened;
  const callId = await opened.record();
  expect(existsSync(join(store, `${callId}.wav`))).toBe(false);
  expect((await opened.get(callId)).status).toBe(404);
  expect(await opened.lastEvent()).toMatchObject({
    data: { recordingResult: "success" },
  });
  const answer = await opened.get(callId);
  const told = Number(answer.headers.get("content-length"));
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("x-correlator")).toBeTruthy();
  const text = await answer.text();
  expect(Buffer.byteLength(text)).toBe(told);
  const body: unknown = JSON.parse(text);
  if (!isRecording(body)) throw new Error(`no RecordingResource: ${text}`);
  expect(body).toMatchObject({ callId, contentType: "audio/wav" });
  const file = join(store, `${callId}.wav`);
  const kept = readFileSync(file);
  expect(Buffer.from(body.content, "base64").equals(kept)).toBe(true);
  expect(kept.length).toBeGreaterThan(44 + 0.3 * 16_000);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await vi.waitUntil(() => readdirSync(spool).length === 0);
  const log = lines.map((line) => JSON.parse(line));
  expect(log.filter(({ msg }) => msg === "recording read")).toMatchObject([
    { recording: { callId, clientId: expect.any(String) } },
  ]);
});

it("who has heard one is in the log whatever its level", async () => {
  const opened = await openRecording();
  const { config, db } = opened;
  const lines: string[] = [];
  const log = createLogger({
    ...{ level: "silent" as const },
    destination: { write: (line) => void lines.push(line) },
  });
  const onFault = faultLog(log, undefined);
  const parts = { db, metrics: undefined, log, onFault };
  const delivery = createDelivering(config, parts);
  const recording = createRecordings(config, { ...parts, delivery });
  const told = { callId: "call-1", clientId: "crm" };
  recording?.forPrograms.onRead(told);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: "recording read", time: expect.any(String), recording: told },
  ]);
});

/** As it was before `recording` was set, or is when it is taken out. */
function without(config: Config): Config {
  const { recording: _, ...rest } = config;
  return rest;
}

it("where recording is taken out of the configuration, an event that waits for one goes at once", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "ringback-elsewhere-"));
  onTestFinished(() => rmSync(elsewhere, { recursive: true }));
  const opened = await openRecording({
    RINGBACK_RECORDING_FINISH_TIMEOUT_MS: "60000",
    // What the PBX writes never comes.
    RINGBACK_RECORDING_PBX_SPOOL: elsewhere,
  });
  const { db, config } = opened;
  const callId = await opened.record();
  const row = () =>
    db
      .selectFrom("recordings")
      .selectAll()
      .where("call_id", "=", callId)
      .executeTakeFirst();
  await vi.waitUntil(async () => (await row())?.state === "due");
  await opened.stop();
  await opened.start(without(config));
  expect(await opened.lastEvent()).toMatchObject({
    data: { recordingResult: "fail" },
  });
  expect(await row()).toMatchObject({ state: "fail", reason: "off" });
});

it("a call that ends while recording is taken out is seen to when it is back", async () => {
  const opened = await openRecording({}, { talkMs: 60_000 });
  const { db, config, sink } = opened;
  const callId = await opened.record();
  await vi.waitUntil(() => sink.taken.at(-1)?.body.includes('"connected"'));
  await opened.stop();
  const between = await opened.start(without(config));
  const call = `${between.origin}/calls/${callId}`;
  const ended = async () =>
    await fetch(call, { method: "DELETE", headers: opened.headers });
  await expect.poll(async () => (await ended()).status).not.toBe(503);
  await opened.lastEvent();
  await between.stop();
  const state = async () =>
    (
      await db
        .selectFrom("recordings")
        .select("state")
        .where("call_id", "=", callId)
        .executeTakeFirst()
    )?.state;
  expect(await state()).toBe("recording");
  await opened.start();
  await expect.poll(state, { timeout: 5_000 }).toBe("success");
});

it("nobody else is told whether there is one", async () => {
  const opened = await openRecording();
  const other = await addProgram(opened, "Shop");
  const callId = await opened.record();
  await opened.lastEvent();
  const answers = [
    await opened.get(callId, other),
    await opened.get("nosuchcall"),
  ];
  const bodies = await Promise.all(answers.map((each) => each.json()));
  expect(bodies[0]).toMatchObject({ status: 404, code: "NOT_FOUND" });
  expect(bodies[1]).toEqual(bodies[0]);
});

it("two who never talked leave no recording, and nobody waits for one", async () => {
  const opened = await openRecording(
    { RINGBACK_RECORDING_FINISH_TIMEOUT_MS: "60000" },
    { does: "busy" },
  );
  const callId = await opened.record();
  expect(await opened.lastEvent()).toMatchObject({
    data: {
      recordingResult: "noRecord",
      status: { state: "disconnected", reason: "calleeBusy" },
    },
  });
  expect((await opened.get(callId)).status).toBe(404);
});

it("where the store is gone the recording fails, the call and the gateway do not", async () => {
  const opened = await openRecording();
  const { spool, store, lines } = opened;
  rmSync(store, { recursive: true });
  const callId = await opened.record();
  expect(await opened.lastEvent()).toMatchObject({
    data: {
      status: { state: "disconnected", reason: "hangUp" },
      recordingResult: "fail",
    },
  });
  expect((await opened.get(callId)).status).toBe(404);
  await vi.waitUntil(() => readdirSync(spool).length === 0);
  const settled = lines
    .map((line) => JSON.parse(line))
    .filter(({ msg }) => msg === "recording settled");
  expect(settled).toMatchObject([
    { recording: { callId, result: "fail", reason: "io" } },
  ]);
});

it("the PBX is told the spool as it sees it", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "ringback-elsewhere-"));
  onTestFinished(() => rmSync(elsewhere, { recursive: true }));
  const opened = await openRecording({
    RINGBACK_RECORDING_PBX_SPOOL: elsewhere,
  });
  const callId = await opened.record();
  expect(await opened.lastEvent()).toMatchObject({
    data: { recordingResult: "fail" },
  });
  expect(readdirSync(elsewhere)).toEqual([`${callId}.wav`]);
});

it("what may be kept as WAV is what the definition can carry as base64", () => {
  expect((PUBLISHED_MAX_BYTES / 3) * 4).toBe(RECORDING_CONTENT_MAX);
});

/** A recording as large as may be. */
async function openLargest(env: Record<string, string> = {}) {
  const opened = await openRecording(env);
  const callId = await opened.record();
  await opened.lastEvent();
  const { db } = opened;
  const row = () =>
    db.selectFrom("recordings").select("spooled").executeTakeFirst();
  // The gateway writes no more.
  await vi.waitUntil(async () => (await row())?.spooled === 0);
  const content = Buffer.alloc(PUBLISHED_MAX_BYTES, "sound");
  writeFileSync(join(opened.store, `${callId}.wav`), content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  await db
    .updateTable("recordings")
    .set({ bytes: content.length, sha256 })
    .where("call_id", "=", callId)
    .execute();
  return { ...opened, callId };
}

it("the largest is fetched by five at once, and none of them is held in memory as a whole", async () => {
  const { callId, get } = await openLargest();
  await get(callId).then((each) => each.arrayBuffer());
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const sizes = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const answer = await get(callId);
      let size = 0;
      for await (const chunk of answer.body ?? []) size += chunk.length;
      expect(size).toBe(Number(answer.headers.get("content-length")));
      return size;
    }),
  );
  clearInterval(watch);
  const whole = RECORDING_CONTENT_MAX + envelopeLength(callId);
  expect(new Set(sizes)).toEqual(new Set([whole]));
  expect(most - before).toBeLessThan(3 * whole);
}, 30_000);

it("who fetches too slowly, or the head alone, keeps nothing open", async () => {
  const { callId, get, store, origin, headers, lines } = await openLargest({
    RINGBACK_RECORDING_SEND_TIMEOUT_MS: "1000",
  });
  const path = `${origin}/calls/${callId}/recording`;
  const head = await fetch(path, { method: "HEAD", headers });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  await expect.poll(() => openFiles(store)).toEqual([]);
  const read = () => lines.filter((line) => line.includes("recording read"));
  expect(read()).toEqual([]);
  const slow = await get(callId);
  expect(openFiles(store)).toHaveLength(1);
  expect(read()).toHaveLength(1);
  await sleep(1_300);
  await expect(slow.arrayBuffer()).rejects.toThrow();
  expect(openFiles(store)).toEqual([]);
}, 15_000);

function envelopeLength(callId: string): number {
  return JSON.stringify({
    ...{ callId, contentType: "audio/wav", content: "" },
    generatedAt: new Date(0).toISOString(),
  }).length;
}

/** Files below this folder that this process has open. */
function openFiles(folder: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
}
