import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openRecorded } from "../assembly/testing-recording.ts";

const WAIT = { timeout: 5_000 };

const ISO = expect.stringMatching(/^20.*Z$/);

/** One that was fetched once. */
async function openFetched() {
  const opened = await openRecorded();
  const { callId, get, headers, trail } = opened;
  const asked = { ...headers, "x-correlator": "c-1" };
  await get(callId, asked).then((answer) => answer.arrayBuffer());
  await expect.poll(trail, WAIT).toMatchObject([{ ended: "whole" }]);
  return opened;
}

it("list and show tell what is kept until when, and who fetched it; why says so of its call", async () => {
  const { callId, ringback, db } = await openFetched();
  const list = await ringback(["recordings", "list"]);
  expect([list.code, list.err]).toEqual([0, ""]);
  expect(list.out).toMatch(/^CALLID +CLIENTID +STATE .* READS\n/);
  expect(list.out).toMatch(new RegExp(`${callId} .* success .* 1\n$`));
  const count = async (...words: string[]) => {
    const { out } = await ringback(["recordings", "list", "--json", ...words]);
    return JSON.parse(out).length;
  };
  const row = await db
    .selectFrom("recording_reads")
    .selectAll()
    .executeTakeFirstOrThrow();
  const client = row.client_id ?? "";
  expect(await count("--client", client, "--call", callId)).toBe(1);
  expect(await count("--client", "CRM", "--limit", "1")).toBe(1);
  expect(await count("--client", "Shop")).toBe(0);
  expect(await count("--call", "another")).toBe(0);

  const show = await ringback(["recordings", "show", callId.toUpperCase()]);
  expect(show.out).toContain(
    `Recording of call ${callId}, for client ${client}\nIt can be fetched.\n`,
  );
  expect(show.out).toMatch(
    new RegExp(`File: ${callId}\\.wav, audio/wav, \\d+ bytes, 0\\.\\d s\n`),
  );
  expect(show.out).toMatch(/SHA-256: [0-9a-f]{64}\nKept until: 20.*Z\n/);
  expect(show.out).toContain(
    ` fetched by client ${client} from 127.0.0.1, x-correlator c-1: all of it was sent\n`,
  );
  const data = await ringback(["recordings", "show", callId, "--json"]);
  const told = JSON.parse(data.out);
  expect(told).toMatchObject({
    ...{ callId, clientId: client, state: "success", keptUntil: ISO },
    trail: [{ act: "read", at: ISO, endedAt: ISO, ended: "whole" }],
  });
  expect(Date.parse(told.keptUntil) - Date.parse(told.endedAt)).toBe(
    30 * 86_400_000,
  );

  const why = await ringback(["why", callId]);
  expect(why.out).toMatch(
    /\nA recording was ordered: it can be fetched; it was fetched once\. See `ringback recordings show`\.\n$/,
  );
});

it("remove: once, for good, and the trail keeps it when the row is gone", async () => {
  const { callId, ringback, row, spool, store, db, stop, start } =
    await openFetched();
  const remove = (...words: string[]) =>
    ringback(["recordings", "remove", callId, ...words]);
  const removed = await remove("--json");
  expect(removed.code).toBe(0);
  expect(JSON.parse(removed.out)).toEqual({ callId, result: "removed" });
  expect([...readdirSync(store), ...readdirSync(spool)]).toEqual([]);
  expect(await row()).toMatchObject({
    ...{ state: "removed", file: null, bytes: null, sha256: null },
    ...{ content_type: null, duration_ms: null },
  });
  const again = await remove();
  expect([again.code, again.out]).toEqual([
    0,
    `${callId}: the recording was erased before.\n`,
  ]);
  const show = async () => (await ringback(["recordings", "show", callId])).out;
  expect(await show()).toContain("\nIt was removed by an admin.\n");
  expect(await show()).toMatch(/\n20\S+Z removed by an admin\n$/);
  const why = await ringback(["why", callId, "--json"]);
  expect(JSON.parse(why.out)).toMatchObject({
    recording: { state: "removed", reason: null, fetched: 1 },
  });

  await stop();
  await db.updateTable("recordings").set({ ended_at: 0 }).execute();
  await start();
  await expect.poll(row, WAIT).toBeUndefined();
  expect(await show()).toContain("\nIts time was over: it was removed.\n");
  expect((await show()).match(/fetched by client/g)).toHaveLength(1);
  expect(await show()).toMatch(/removed by an admin\n$/);
});

it("remove: what came between is done by the next sweep", async () => {
  const { callId, ringback, row, store, db, trail, stop, start } =
    await openFetched();
  await stop();
  await db.updateTable("recordings").set({ state: "removed" }).execute();
  await db
    .insertInto("recording_reads")
    .values({
      ...{ call_id: callId, act: "removal", client_id: null, at: 1 },
      ...{ address: null, correlator: null, ended: null },
      ...{ ended_at: null, gone_at: null },
    })
    .execute();
  const show = await ringback(["recordings", "show", callId]);
  expect(show.out).toContain("removed by an admin, not yet done\n");
  await start();
  await expect.poll(async () => (await row())?.file, WAIT).toBeNull();
  expect(readdirSync(store)).toEqual([]);
  expect((await trail()).at(-1)).toMatchObject({ ended: "whole" });
});

it("remove: what it cannot do it says", async () => {
  const { callId, ringback, store, db, stop } = await openFetched();
  await stop();
  const remove = (words = [callId], withSection = true) =>
    ringback(["recordings", "remove", ...words], withSection);
  const set = (state: "recording" | "due" | "success") =>
    db.updateTable("recordings").set({ state }).execute();
  const without = await remove([callId], false);
  expect([without.code, without.out]).toEqual([1, ""]);
  expect(without.err).toContain("`recording` is not in the configuration");
  const kept = await ringback(["recordings", "show", callId], false);
  expect(kept.out).toContain("Kept until: nothing removes it, because");
  await set("recording");
  expect((await remove()).err).toContain("hang it up first");
  await set("due");
  expect((await remove()).err).toContain("still being seen to");
  expect(readdirSync(store)).toEqual([`${callId}.wav`]);
  await set("success");
  rmSync(join(store, `${callId}.wav`));
  const missing = await remove();
  expect(missing.code).toBe(1);
  expect(missing.err).toContain(`${store} did not have its file ${callId}.wav`);
  const unknown = await remove(["another"]);
  expect([unknown.code, unknown.err]).toEqual([
    1,
    "ringback: another: there is no recording of this call\n",
  ]);
  expect((await remove([])).code).toBe(2);
  const show = await ringback(["recordings", "show", "another"]);
  expect([show.code, show.err]).toEqual([
    1,
    "ringback: there is no recording of a call another\n",
  ]);
  for (const limit of ["0", "x"])
    expect(
      (await ringback(["recordings", "list", "--limit", limit])).code,
    ).toBe(2);
});
