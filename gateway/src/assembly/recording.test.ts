import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { isRecording } from "../apis/ctd/testing-schema.ts";
import { ClientAddress } from "../http/client-address.ts";
import { createLogger } from "../ops/log.ts";
import { createDelivering } from "./delivering.ts";
import { faultLog } from "./faults.ts";
import { createRecordings } from "./recording.ts";
import { addProgram } from "./testing-programs.ts";
import { openRecorded, openRecording } from "./testing-recording.ts";

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
  const { config, db, callId } = await openRecorded();
  const lines: string[] = [];
  const log = createLogger({
    ...{ level: "silent" as const },
    destination: { write: (line) => void lines.push(line) },
  });
  const onFault = faultLog(log, undefined);
  const clientAddress = new ClientAddress([]);
  const parts = { db, metrics: undefined, log, onFault, clientAddress };
  const delivery = createDelivering(config, parts);
  const recording = createRecordings(config, { ...parts, delivery });
  const told = { callId, clientId: "crm" };
  const request = new IncomingMessage(new Socket());
  const asked = { ...told, correlator: "c-1" };
  await recording?.forPrograms.onRead(asked, request);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: "recording read", time: expect.any(String), recording: told },
  ]);
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
