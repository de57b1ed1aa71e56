import { setTimeout as sleep } from "node:timers/promises";
import type { RunningGateway } from "../gateway/running.ts";
import type { Sighting } from "./telephones.ts";

type Entry = { at: number; path: string; status: number };

function entryOf(line: string): Entry | undefined {
  let entry: { time?: unknown; request?: unknown };
  try {
    entry = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { time, request } = entry;
  if (typeof time !== "string" || typeof request !== "object") return undefined;
  const { path, status }: { path?: unknown; status?: unknown } = request ?? {};
  if (typeof path !== "string" || typeof status !== "number") return undefined;
  return { at: Date.parse(time), path, status };
}

/** The first request for `path` that the gateway has logged since then. */
export async function requestSeen(
  gateway: RunningGateway,
  path: string,
  since: number,
  timeoutMs: number,
): Promise<Sighting> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const entries = gateway.log().flatMap((line) => entryOf(line) ?? []);
    const entry = entries.find(
      (each) => each.path === path && each.at >= since,
    );
    if (entry !== undefined)
      return { at: entry.at, proof: `POST ${path} ${entry.status}` };
    await sleep(20);
  }
  throw new Error(`the gateway has logged no ${path} in ${timeoutMs} ms`);
}
