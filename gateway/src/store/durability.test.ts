import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { migrateToLatest, openDatabase } from "./database.ts";
import { Durability, durably } from "./durability.ts";
import { SqlOnceStore } from "./once/sql.ts";
import { Handle } from "./sqlite/handle.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

async function open() {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  const db = openDatabase({ file: join(folder, "a"), busyTimeoutMs: 100 });
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });
  await migrateToLatest(db);
  const standing = async () =>
    (await db.selectFrom("once").select("key").orderBy("key").execute()).map(
      ({ key }) => key,
    );
  return { once: new SqlOnceStore(db), standing };
}

it("a write counts at once, and is on disk with all others when that is reached", async () => {
  const { once, standing } = await open();
  const exec = vi.spyOn(Handle.prototype, "exec");
  const durability = new Durability();
  expect(await once.claim("a", 1_000, durability)).toBe(true);
  expect(await once.claim("a", 1_000, durability)).toBe(false);
  expect(await once.hit("b", 1_000, 1, durability)).toMatchObject({
    allowed: true,
  });
  expect(await standing()).toEqual([]);
  await durability.reached();
  expect(await standing()).toEqual(["a", "b"]);
  const commits = exec.mock.calls.filter(([text]) => text === "commit");
  expect(commits).toHaveLength(1);
});

it("rejects where the disk does not take it, and then it has not happened", async () => {
  const { once, standing } = await open();
  const { exec } = Handle.prototype;
  vi.spyOn(Handle.prototype, "exec").mockImplementation(function (
    this: Handle,
    text,
  ) {
    if (text === "commit") throw new Error("disk");
    exec.call(this, text);
  });
  const durability = new Durability();
  expect(await once.claim("a", 1_000, durability)).toBe(true);
  await expect(durability.reached()).rejects.toThrow("disk");
  expect(await standing()).toEqual([]);
});

it("whatever comes of the work, it is told behind its writes", async () => {
  const { once, standing } = await open();
  await expect(
    durably(async (durability) => {
      await once.claim("a", 1_000, durability);
      throw new Error("of the work");
    }),
  ).rejects.toThrow("of the work");
  expect(await standing()).toEqual(["a"]);
  expect(
    await durably(async (durability) => once.claim("b", 1_000, durability)),
  ).toBe(true);
  expect(await standing()).toEqual(["a", "b"]);
});
