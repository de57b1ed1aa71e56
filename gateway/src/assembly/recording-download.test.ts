import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { RECORDING_CONTENT_MAX } from "@ringback/shared/ctd/schema.ts";
import { expect, it } from "vitest";
import { PUBLISHED_MAX_BYTES } from "../config/sections/recording.ts";
import { openRecorded } from "./testing-recording.ts";

it("what may be kept as WAV is what the definition can carry as base64", () => {
  expect((PUBLISHED_MAX_BYTES / 3) * 4).toBe(RECORDING_CONTENT_MAX);
});

/** A recording as large as may be. */
async function openLargest(env: Record<string, string> = {}) {
  const opened = await openRecorded(env);
  await opened.grow();
  return opened;
}

it("the largest is fetched by five at once, and none of them is held in memory as a whole", async () => {
  const { callId, get } = await openLargest();
  const whole = RECORDING_CONTENT_MAX + envelopeLength(callId);
  await get(callId).then((each) => each.arrayBuffer());
  const before = await bytesInUse();
  const fetched = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const answer = await get(callId);
      expect(Number(answer.headers.get("content-length"))).toBe(whole);
      return await readBeginning(answer);
    }),
  );
  // All five are in the midst of it: what is in use now they need.
  expect((await bytesInUse()) - before).toBeLessThan(whole / 2);
  const sizes = await Promise.all(fetched.map(({ readRest }) => readRest()));
  expect(sizes).toEqual(Array(5).fill(whole));
}, 30_000);

/** Reads its beginning, then no more before `readRest`, which gives the size of all. */
async function readBeginning({ body }: Response) {
  const reader = body?.getReader();
  const read = async () => (await reader?.read())?.value?.length ?? 0;
  let size = await read();
  const readRest = async () => {
    for (let more = await read(); more > 0; more = await read()) size += more;
    return size;
  };
  return { readRest };
}

/** Of memory that somebody still holds: how much is let go without being asked to is the machine's mood. */
async function bytesInUse(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("no way to collect");
  // Until the sockets are full, and no more is read for them.
  await sleep(300);
  collect();
  // What the first leaves to be finalised, the second takes.
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it("who fetches too slowly, or the head alone, keeps nothing open", async () => {
  const { callId, get, store, origin, headers, lines } = await openLargest({
    RINGBACK_RECORDING_SEND_TIMEOUT_MS: "1000",
  });
  const path = `${origin}/calls/${callId}/recording`;
  const head = await fetch(path, { method: "HEAD", headers });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  await expect.poll(() => openFiles(store)).toEqual([]);
  const read = () => lines.filter((line) => line.includes("recording read"));
  expect(read()).toEqual([]);
  const slow = await get(callId);
  expect(openFiles(store)).toHaveLength(1);
  expect(read()).toHaveLength(1);
  await sleep(1_300);
  await expect(slow.arrayBuffer()).rejects.toThrow();
  expect(openFiles(store)).toEqual([]);
}, 15_000);

function envelopeLength(callId: string): number {
  return JSON.stringify({
    ...{ callId, contentType: "audio/wav", content: "" },
    generatedAt: new Date(0).toISOString(),
  }).length;
}

/** Files below this folder that this process has open. */
function openFiles(folder: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
}
