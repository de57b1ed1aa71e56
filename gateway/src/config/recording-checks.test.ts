import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "./load.ts";
import { leastEnvironment } from "./testing.ts";

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ringback-checks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function faultsOf(keys: Record<string, string>): string[] {
  const recording = Object.entries(keys).map(([key, value]) => [
    `RINGBACK_RECORDING_${key}`,
    value,
  ]);
  const env = { ...leastEnvironment, ...Object.fromEntries(recording) };
  const { faults = [] } = loadConfig({ env });
  return faults.map(({ key, message }) => `${key}: ${message}`);
}

test("two folders that are there are enough", () => {
  expect(faultsOf({ SPOOL: testFolder(), STORE: testFolder() })).toEqual([]);
});

test("folders that are not there or are none are told by name", () => {
  const file = join(testFolder(), "file");
  writeFileSync(file, "");
  expect(faultsOf({ SPOOL: "/nowhere/spool", STORE: file })).toEqual([
    expect.stringMatching(/^recording\.spool: \/nowhere\/spool is not there/),
    `recording.store: ${file} is not a folder.`,
  ]);
});

test.each(["same", "within", "a link to the same"])(
  "the store must not be where the PBX can write: %s",
  (where) => {
    const spool = testFolder();
    const store = where === "same" ? spool : join(spool, "store");
    if (where === "within") mkdirSync(store);
    const link = join(testFolder(), "link");
    symlinkSync(spool, link);
    const STORE = where === "a link to the same" ? link : store;
    expect(faultsOf({ SPOOL: spool, STORE })).toEqual([
      expect.stringMatching(/^recording\.store: .*another folder/),
    ]);
  },
);

test.each(["spool", "../spool", "/a,b", "/a b", "/a$(b)"])(
  "no path of the PBX like %j",
  (path) => {
    const folders = { SPOOL: testFolder(), STORE: testFolder() };
    expect(faultsOf({ ...folders, PBX_SPOOL: path })).toEqual([
      expect.stringMatching(/^recording\.pbxSpool: .*absolute path/),
    ]);
  },
);

test("a recording is given up before the event that tells of it", () => {
  const folders = { SPOOL: testFolder(), STORE: testFolder() };
  expect(faultsOf({ ...folders, FINISH_TIMEOUT_MS: "600000" })).toEqual([
    expect.stringMatching(/^recording\.finishTimeoutMs: .*holdSeconds \(600\)/),
  ]);
});
