import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
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
  await get(callId).then((each) => each.arrayBuffer());
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const sizes = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const answer = await get(callId);
      let size = 0;
      for await (const chunk of answer.body ?? []) size += chunk.length;
      expect(size).toBe(Number(answer.headers.get("content-length")));
      return size;
    }),
  );
  clearInterval(watch);
  const whole = RECORDING_CONTENT_MAX + envelopeLength(callId);
  expect(new Set(sizes)).toEqual(new Set([whole]));
  expect(most - before).toBeLessThan(3 * whole);
}, 30_000);

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
