import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { openRecorded } from "./testing-recording.ts";

const WAIT = { timeout: 5_000 };

it("who fetches one is written down before, with where from, and how it ended behind it", async () => {
  const opened = await openRecorded();
  const { callId, get, headers, trail } = opened;
  const asked = { "x-correlator": "c-1", "x-forwarded-for": "203.0.113.9" };
  const answer = await get(callId, { ...headers, ...asked });
  expect(answer.status).toBe(200);
  // Of an answer that nobody has read to its end yet.
  expect(await trail()).toHaveLength(1);
  await answer.arrayBuffer();
  await expect.poll(trail, WAIT).toMatchObject([
    {
      ...{ call_id: callId, act: "read", client_id: expect.any(String) },
      ...{ address: "127.0.0.1", correlator: "c-1", ended: "whole" },
      ...{ at: expect.any(Number), ended_at: expect.any(Number) },
    },
  ]);
});

it("behind a trusted proxy it is the one the proxy speaks for; a head alone is no reading", async () => {
  const opened = await openRecorded({
    RINGBACK_SERVER_TRUSTED_PROXIES: "127.0.0.1",
  });
  const { callId, get, headers, origin, trail } = opened;
  const path = `${origin}/calls/${callId}/recording`;
  const head = await fetch(path, { method: "HEAD", headers });
  expect(head.status).toBe(200);
  expect(await trail()).toEqual([]);
  const asked = { ...headers, "x-forwarded-for": "203.0.113.9" };
  await get(callId, asked).then((answer) => answer.arrayBuffer());
  expect(await trail()).toMatchObject([{ address: "203.0.113.9" }]);
});

it("where it cannot be written down nothing of the recording leaves", async () => {
  const { callId, get, db, trail, lines } = await openRecorded();
  await sql`create trigger full before insert on recording_reads begin select raise(abort, 'no room'); end`.execute(
    db,
  );
  const answer = await get(callId);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({
    ...{ status: 503, code: "UNAVAILABLE" },
    message: "it cannot be written down now who fetches the recording",
  });
  expect(lines.some((line) => line.includes("recording read"))).toBe(false);
  expect(lines.some((line) => line.includes("no room"))).toBe(true);
  await sql`drop trigger full`.execute(db);
  expect((await get(callId)).status).toBe(200);
  expect(await trail()).toHaveLength(1);
});

it("who goes away in between, or is too slow, has got a part", async () => {
  const { callId, get, grow, trail } = await openRecorded({
    RINGBACK_RECORDING_SEND_TIMEOUT_MS: "1000",
  });
  await grow();
  const gone = await get(callId);
  await gone.body?.cancel();
  await expect.poll(trail, WAIT).toMatchObject([{ ended: "cut" }]);
  const slow = await get(callId);
  await expect
    .poll(trail, { timeout: 3_000 })
    .toMatchObject([{ ended: "cut" }, { ended: "cut" }]);
  await expect(slow.arrayBuffer()).rejects.toThrow();
});

it("removed beside the gateway that is sending it: erased at once, and 404 from then on", async () => {
  const opened = await openRecorded();
  const { callId, get, grow, store, spool, trail, ringback } = opened;
  await grow();
  writeFileSync(join(spool, `${callId}.wav`), "came late");
  const sending = await get(callId);
  const removed = await ringback(["recordings", "remove", callId]);
  expect([removed.code, removed.out]).toEqual([
    0,
    `${callId}: the recording is erased.\n`,
  ]);
  expect([...readdirSync(store), ...readdirSync(spool)]).toEqual([]);
  await expect(sending.arrayBuffer()).rejects.toThrow();
  const answer = await get(callId);
  expect([answer.status, await answer.json()]).toMatchObject([
    404,
    { code: "NOT_FOUND", message: "there is no recording of this call" },
  ]);
  await expect
    .poll(trail, WAIT)
    .toMatchObject([
      { ended: "cut" },
      { act: "removal", ended: "whole", at: expect.any(Number) },
    ]);
});

it("those too old are removed by the first sweep of a start; the trail in its own time", async () => {
  const opened = await openRecorded({
    RINGBACK_RECORDING_RETENTION_SWEEP_MS: "86400000",
  });
  const { callId, get, db, store, trail } = opened;
  await get(callId).then((answer) => answer.arrayBuffer());
  await expect.poll(trail, WAIT).toMatchObject([{ ended: "whole" }]);
  const age = () => db.updateTable("recordings").set({ ended_at: 0 }).execute();
  await opened.stop();
  await age();
  expect(statSync(join(store, `${callId}.wav`)).isFile()).toBe(true);
  const first = await opened.start();
  await expect.poll(() => readdirSync(store), WAIT).toEqual([]);
  // The recording is gone, and who fetched it is still known.
  await expect
    .poll(trail, WAIT)
    .toMatchObject([{ gone_at: expect.any(Number) }]);
  await first.stop();
  await db.updateTable("recording_reads").set({ gone_at: 0 }).execute();
  await opened.start();
  await expect.poll(trail, WAIT).toEqual([]);
});

it("a gateway that runs sweeps again and again", async () => {
  const opened = await openRecorded({
    RINGBACK_RECORDING_RETENTION_SWEEP_MS: "200",
  });
  const { callId, db, store } = opened;
  expect(readdirSync(store)).toEqual([`${callId}.wav`]);
  await db.updateTable("recordings").set({ ended_at: 0 }).execute();
  await expect.poll(() => readdirSync(store), WAIT).toEqual([]);
  const rows = () => db.selectFrom("recordings").selectAll().execute();
  await expect.poll(rows, WAIT).toEqual([]);
});
