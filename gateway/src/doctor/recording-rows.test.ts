import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { testConfig } from "../config/testing.ts";
import { addDue } from "../recording/testing.ts";
import { migrateToLatest, openDatabase } from "../store/database.ts";
import { examineKept } from "./recording-rows.ts";

async function opened() {
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), "ringback-doctor-"));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const [spool, store] = [folder(), folder()];
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const config = testConfig({
    RINGBACK_RECORDING_SPOOL: spool,
    RINGBACK_RECORDING_STORE: store,
  });
  /** A recording that is kept, and its file. */
  const keep = async (callId: string) => {
    await addDue(db, callId);
    await db
      .updateTable("recordings")
      .set({ state: "success", file: `${callId}.wav` })
      .where("call_id", "=", callId)
      .execute();
    writeFileSync(join(store, `${callId}.wav`), "sound");
  };
  const troubles = async (of = config) => {
    const found = await examineKept(db, of);
    const bad = found.filter(({ level }) => level !== "ok");
    for (const { mend } of bad) expect(mend).toBeTruthy();
    return bad.map(({ level, check, text }) => `${level} ${check}: ${text}`);
  };
  return { db, store, keep, troubles };
}

it("finds nothing wrong with files that have rows, and rows that have files; nor with one that is being written", async () => {
  const { db, store, keep, troubles } = await opened();
  await keep("call-1");
  await addDue(db, "call-2");
  writeFileSync(join(store, "call-2.part"), "sou");
  // As a file system of its own has it.
  mkdirSync(join(store, "lost+found"));
  expect(await troubles()).toEqual([]);
});

it("sees files that nothing will ever remove, as behind a backup", async () => {
  const { store, keep, troubles } = await opened();
  await keep("call-1");
  for (const file of ["call-2.wav", "call-1.mp3"])
    writeFileSync(join(store, file), "sound");
  expect(await troubles()).toEqual([
    expect.stringMatching(
      /^warning store files: 2 files are in .* without a recording/,
    ),
  ]);
});

it("sees recordings whose file is elsewhere, as when the store was changed", async () => {
  const { store, keep, troubles } = await opened();
  await keep("call-1");
  await keep("call-2");
  rmSync(join(store, "call-1.wav"));
  expect(await troubles()).toEqual([
    expect.stringMatching(
      /^warning store rows: 1 file is missing from .*; such as call-1\.wav\.$/,
    ),
  ]);
  rmSync(store, { recursive: true });
  expect(await troubles()).toEqual([
    expect.stringMatching(/^fault store files: /),
  ]);
});

it("sees recordings that nobody removes, because the section was taken out", async () => {
  const { keep, troubles } = await opened();
  expect(await troubles(testConfig())).toEqual([]);
  await keep("call-1");
  await keep("call-2");
  expect(await troubles(testConfig())).toEqual([
    expect.stringMatching(/^warning kept: 2 recordings are kept, and nobody/),
  ]);
});
