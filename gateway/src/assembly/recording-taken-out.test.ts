import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import type { Config } from "../config/schema.ts";
import { openRecording } from "./testing-recording.ts";

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
