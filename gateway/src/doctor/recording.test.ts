import {
  chmodSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { testConfig } from "../config/testing.ts";
import { examineRecording } from "./recording.ts";

const PLENTY = 10 * 1024 ** 3;
const MB = 1024 ** 2;

function folders() {
  const make = (mode: number) => {
    const folder = mkdtempSync(join(tmpdir(), "ringback-doctor-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, mode);
    return folder;
  };
  const [spool, store] = [make(0o2770), make(0o700)];
  const config = testConfig({
    RINGBACK_RECORDING_SPOOL: spool,
    RINGBACK_RECORDING_STORE: store,
  });
  const look = (free = PLENTY) =>
    examineRecording(config, Date.now(), () => free);
  return { spool, store, look };
}

type Look = ReturnType<typeof folders>["look"];

function troubles(look: Look, free?: number) {
  const findings = look(free).filter(({ level }) => level !== "ok");
  for (const { mend } of findings) expect(mend).toBeTruthy();
  return findings.map(({ level, check }) => `${level} ${check}`);
}

it("has nothing to say where calls are not recorded", () => {
  expect(examineRecording(testConfig(), Date.now())).toEqual([]);
});

it("finds nothing wrong with folders as the guide has them", () => {
  const { look } = folders();
  expect(troubles(look)).toEqual([]);
  expect(look()).toHaveLength(5);
});

it("sees who can write into the spool and look into the store", () => {
  const { spool, store, look } = folders();
  chmodSync(spool, 0o777);
  expect(troubles(look)).toEqual(["warning spool writers"]);
  chmodSync(spool, 0o700);
  expect(troubles(look)).toEqual(["warning spool writers"]);
  chmodSync(spool, 0o2770);
  chmodSync(store, 0o755);
  expect(troubles(look)).toEqual(["warning store readers"]);
});

it("sees what was left in the spool", () => {
  const { spool, look } = folders();
  const file = join(spool, "call-1.wav");
  writeFileSync(file, "sound");
  expect(troubles(look)).toEqual([]);
  const old = Date.now() / 1_000 - 2 * 86_400;
  utimesSync(file, old, old);
  expect(troubles(look)).toEqual(["warning spool"]);
});

it("sees disks that become full, and folders that are gone", () => {
  const { store, look } = folders();
  expect(troubles(look, 500 * MB)).toEqual(["warning free", "warning free"]);
  expect(troubles(look, 10 * MB)).toEqual(["fault free", "fault free"]);
  rmSync(store, { recursive: true });
  expect(troubles(look)).toEqual(["fault folders"]);
});
