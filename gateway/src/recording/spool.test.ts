import { execFileSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Spool } from "./spool.ts";
import { testFolder } from "./testing.ts";

function openSpool() {
  const folder = testFolder();
  const secret = join(testFolder(), "secret");
  writeFileSync(secret, "the gateway's own");
  return { folder, secret, spool: new Spool(folder) };
}

it("opens what the PBX has left, and removes it", async () => {
  const { folder, spool } = openSpool();
  const path = join(folder, "call-1.wav");
  await expect(spool.open("call-1")).rejects.toMatchObject({
    ...{ reason: "missing", isFinal: false },
  });
  writeFileSync(path, "sound");
  const file = await spool.open("call-1");
  expect((await file.readFile()).toString()).toBe("sound");
  await file.close();
  await spool.remove("call-1");
  expect(existsSync(path)).toBe(false);
  await spool.remove("call-1");
});

it.each([
  ["a symbolic link", (to: string, at: string) => symlinkSync(to, at)],
  ["a dead link", (_: string, at: string) => symlinkSync("/nowhere", at)],
  ["another name of a file", (to: string, at: string) => linkSync(to, at)],
  ["a folder", (_: string, at: string) => mkdirSync(at)],
  ["a pipe", (_: string, at: string) => execFileSync("mkfifo", [at])],
])("does not follow or read %s", async (_, make) => {
  const { folder, secret, spool } = openSpool();
  make(secret, join(folder, "call-1.wav"));
  await expect(spool.open("call-1")).rejects.toMatchObject({
    ...{ reason: "not_a_file", isFinal: true },
  });
});

it("removes a link and not what it leads to", async () => {
  const { folder, secret, spool } = openSpool();
  symlinkSync(secret, join(folder, "call-1.wav"));
  await spool.remove("call-1");
  expect(existsSync(join(folder, "call-1.wav"))).toBe(false);
  expect(readFileSync(secret, "utf8")).toBe("the gateway's own");
});

it.each(["../secret", "a/b", "..", "", "a.b", "a\0", "x".repeat(65)])(
  "has no name like %j",
  async (name) => {
    const { spool } = openSpool();
    await expect(spool.open(name)).rejects.toMatchObject({
      reason: "not_a_file",
    });
    await expect(spool.remove(name)).rejects.toMatchObject({
      reason: "not_a_file",
    });
  },
);
