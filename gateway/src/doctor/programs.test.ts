import { expect, test } from "vitest";
import { createSealer } from "../assembly/sealer.ts";
import { addClient } from "../clients/admin.ts";
import { rotateKeys } from "../clients/signing/rotation.ts";
import { emptyDatabase, newClient } from "../clients/testing.ts";
import { testConfig } from "../config/testing.ts";
import { countPrograms, examineSigningKeys } from "./programs.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const DAY_MS = 86_400_000;
const TIMES = { keyLeadSeconds: 900, tokenTtlSeconds: 600 };
const sealer = createSealer(testConfig());

async function keysAged(days: number) {
  const db = await emptyDatabase();
  const signedFrom = NOW - days * DAY_MS;
  await rotateKeys(db, sealer, {
    ...{ times: TIMES, atOnce: true, now: signedFrom },
  });
  return await examineSigningKeys(db, sealer, NOW);
}

test("no key yet is none missing", async () => {
  const found = await examineSigningKeys(await emptyDatabase(), sealer, NOW);
  expect(found).toMatchObject([{ check: "signing key", level: "ok" }]);
});

test.each([
  [0, "ok"],
  [365, "ok"],
  [366, "warning"],
  [-1, "warning"],
])("a key that signs since %i days: %s", async (days, level) => {
  const [found] = await keysAged(days);
  expect(found?.level).toBe(level);
  if (days > 365) expect(found?.mend).toContain("ringback key rotate");
  if (days < 0) expect(found?.mend).toContain("clock");
});

test("sealed with another key", async () => {
  const db = await emptyDatabase();
  const other = createSealer(
    testConfig({ RINGBACK_SECRETS_STORAGE_KEY: "5b".repeat(32) }),
  );
  await rotateKeys(db, other, { times: TIMES, atOnce: true, now: NOW });
  const [found] = await examineSigningKeys(db, sealer, NOW);
  expect(found).toMatchObject({
    level: "fault",
    mend: expect.stringContaining("previousStorageKeys"),
  });
});

test("programs that are switched off count for nothing", async () => {
  const db = await emptyDatabase();
  await addClient(db, newClient("crm"));
  await addClient(db, { ...newClient("dialler"), trunkCaller: true });
  expect(await countPrograms(db)).toEqual({ count: 2, trunkCallers: 1 });
  await db.updateTable("clients").set({ enabled: 0 }).execute();
  expect(await countPrograms(db)).toEqual({ count: 0, trunkCallers: 0 });
});
