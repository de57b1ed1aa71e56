import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { run } from "../cli/run.ts";
import { PUBLISHED_MAX_BYTES } from "../config/sections/recording.ts";
import { leastEnvironment } from "../config/testing.ts";
import { makeAuthority } from "../delivery/testing.ts";
import { member, post } from "./testing.ts";
import { ORDER, openForProgram, sinksSettled } from "./testing-programs.ts";

const authority = makeAuthority();

/** A gateway that records, and both folders. `talkMs`: how long the two talk. */
export async function openRecording(
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

/** A gateway with one recording that can be fetched, and the command line beside it. */
export async function openRecorded(env: Record<string, string> = {}) {
  const opened = await openRecording(env);
  const { db, spool, store, config } = opened;
  const callId = await opened.record();
  await opened.lastEvent();
  const row = () => db.selectFrom("recordings").selectAll().executeTakeFirst();
  // The gateway writes no more.
  await vi.waitUntil(async () => (await row())?.spooled === 0, {
    timeout: 5_000,
  });
  await sinksSettled(opened);
  /** Makes it as large as may be. */
  const grow = async () => {
    const content = Buffer.alloc(PUBLISHED_MAX_BYTES, "sound");
    writeFileSync(join(store, `${callId}.wav`), content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    await db
      .updateTable("recordings")
      .set({ bytes: content.length, sha256 })
      .where("call_id", "=", callId)
      .execute();
  };
  const trail = () => db.selectFrom("recording_reads").selectAll().execute();
  const ringback = async (words: readonly string[], withSection = true) => {
    let [out, err] = ["", ""];
    const code = await run(words, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      stdin: () => Promise.resolve(""),
      env: {
        ...leastEnvironment,
        RINGBACK_DATABASE_FILE: config.database.file,
        ...(withSection && {
          RINGBACK_RECORDING_SPOOL: spool,
          RINGBACK_RECORDING_STORE: store,
        }),
      },
    });
    return { code, out, err };
  };
  return { ...opened, callId, row, grow, trail, ringback };
}
