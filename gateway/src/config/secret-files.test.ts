import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type RawMap, rawAt, setRaw } from "./raw.ts";
import { fileFault, hasPlainSecret, readSecretFiles } from "./secret-files.ts";

const folder = mkdtempSync(join(tmpdir(), "ringback-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, mode = 0o600): string {
  const file = join(folder, name);
  writeFileSync(file, text, { mode });
  return file;
}

function secretFile(file: string): RawMap {
  const values: RawMap = new Map();
  setRaw(values, ["pbx", "main", "secretFile"], file);
  return values;
}

test("a file's content becomes the secret, without the line break at its end", () => {
  const values = secretFile(write("good", " s3cret \n"));
  expect(readSecretFiles(values, new Map())).toEqual([]);
  expect(rawAt(values, ["pbx", "main"])).toEqual(
    new Map([["secret", " s3cret "]]),
  );
  expect(hasPlainSecret(values)).toBe(true);
});

test("a file that everybody may read is refused", () => {
  const file = write("open", "s3cret", 0o644);
  const values = secretFile(file);
  expect(readSecretFiles(values, new Map())).toEqual([
    expect.objectContaining({
      key: "pbx.main.secretFile",
      message: expect.stringContaining(`chmod o= ${file}`),
    }),
  ]);
  expect(hasPlainSecret(values)).toBe(false);
});

test("missing files, folders and long files are refused", () => {
  expect(fileFault(join(folder, "none"))).toContain("ENOENT");
  expect(fileFault(folder)).toContain("plain file");
  expect(fileFault(write("long", "x".repeat(70000)))).toContain("64 KB");
});

test("a secret and its file exclude each other", () => {
  const values = secretFile(write("second", "b"));
  setRaw(values, ["pbx", "main", "secret"], "hunter2");
  const faults = readSecretFiles(values, new Map());
  expect(faults[0]?.message).toContain("keep one of them");
  expect(JSON.stringify(faults)).not.toContain("hunter2");
});
