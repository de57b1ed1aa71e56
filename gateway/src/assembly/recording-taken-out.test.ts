import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import type { Config } from "../config/schema.ts";
import { member, post } from "./testing.ts";
import { ORDER } from "./testing-programs.ts";
import { openRecorded, openRecording } from "./testing-recording.ts";

const WAIT = { timeout: 5_000 };

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
  await expect.poll(async () => (await ended()).status, WAIT).not.toBe(503);
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

it("with recording.enabled false nothing new is recorded; what there is can be fetched, and is removed in time", async () => {
  const { stop, start, headers, config, callId, db, store, trail } =
    await openRecorded({ RINGBACK_RECORDING_RETENTION_SWEEP_MS: "100" });
  const { recording } = config;
  if (recording === undefined) throw new Error("no section");
  await stop();
  const off = { ...config, recording: { ...recording, enabled: false } };
  const { origin } = await start(off);
  const ordered = await post(
    origin,
    "/calls",
    { ...ORDER, recordingEnabled: true },
    headers,
  );
  expect(ordered.status).toBe(422);
  expect(member(ordered, "code")).toBe("RECORDING_NOT_SUPPORTED");
  const path = `${origin}/calls/${callId}/recording`;
  const got = await fetch(path, { headers });
  expect([got.status, (await got.arrayBuffer()).byteLength > 44]).toEqual([
    200,
    true,
  ]);
  // The gateway writes no more.
  await expect.poll(trail, WAIT).toMatchObject([{ ended: "whole" }]);
  await db.updateTable("recordings").set({ ended_at: 0 }).execute();
  await expect.poll(() => readdirSync(store), WAIT).toEqual([]);
});

it("where recordings are kept and the section is taken out, the start, check and doctor say so", async () => {
  const { stop, start, config, lines, ringback } = await openRecorded();
  const told = () =>
    lines.filter((line) => line.includes("put it back, with `enabled: false`"));
  await stop();
  const bare = await start(without(config));
  expect(told().map((line) => JSON.parse(line))).toMatchObject([
    { level: "warn", recordings: { kept: 1 } },
  ]);
  await bare.stop();
  const check = await ringback(["check"], false);
  expect([check.code, check.out]).toEqual([
    0,
    expect.stringMatching(/^No faults/),
  ]);
  expect(check.err).toMatch(
    /^Warning: 1 recording is kept, and nobody can fetch .* Put `recording` back/,
  );
  expect((await ringback(["check"])).err).toBe("");
  const doctor = await ringback(["doctor"], false);
  expect(doctor.out).toContain("WARNING recording: 1 recording is kept, and ");
});

it("where the store is another one, or has files that no recording has, the start and the doctor say so", async () => {
  const { stop, start, store, callId, lines, ringback } = await openRecorded();
  const doctor = async () => (await ringback(["doctor"])).out;
  expect(await doctor()).toContain("ok      recording: Every recording has");
  await stop();
  renameSync(join(store, `${callId}.wav`), join(store, "another.wav"));
  expect(await doctor()).toMatch(
    /WARNING recording: 1 file is in .*such as another\.wav[\s\S]*WARNING recording: 1 file is missing from .*such as/,
  );
  const again = await start();
  const told = () =>
    lines.filter((line) => line.includes("do not agree: `ringback doctor`"));
  await expect
    .poll(() => told().map((line) => JSON.parse(line)), WAIT)
    .toMatchObject([
      { recordings: { filesWithoutRow: 1, rowsWithoutFile: 1 } },
    ]);
  await again.stop();
});
