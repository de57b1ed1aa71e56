/** How keys of issuers and programs are fetched: as anything a stranger may name, through the guard. */
import { readFileSync } from "node:fs";
import type { FetchJson } from "../clients/fetch-json.ts";
import type { Config } from "../config/schema.ts";
import { Guard } from "../delivery/guard/guard.ts";

export type JsonFetcher = { fetchJson: FetchJson; close: () => void };

/**
 * What the admin wrote under `issuers` may be asked wherever it stands; all else (keys of programs, what an issuer's
 * document names) must be public, or in `delivery.allow`.
 */
export function createFetchJson({
  oauth,
  issuers,
  delivery,
}: Pick<Config, "oauth" | "issuers" | "delivery">): JsonFetcher {
  const named = Object.values(issuers)
    .flatMap(({ issuer, jwksUri }) => [issuer, jwksUri ?? issuer])
    .map((text) => new URL(text));
  const limits = {
    connectTimeoutMs: oauth.jwksTimeoutMs,
    totalTimeoutMs: oauth.jwksTimeoutMs,
    answerBytes: oauth.jwksLimitBytes,
  };
  const { caFile } = delivery;
  const guard = new Guard(
    {
      ...delivery,
      ...limits,
      allow: [...delivery.allow, ...named.map(hostOf)],
      ports: [...delivery.ports, ...named.map(portOf)],
    },
    caFile === undefined ? {} : { ca: readFileSync(caFile, "utf8") },
  );
  // The configuration takes http:// for this machine alone.
  const inClear = new Set(
    named
      .filter(({ protocol }) => protocol === "http:")
      .map(({ origin }) => origin),
  );
  return {
    fetchJson: async (url) => {
      const text = inClear.has(URL.parse(url)?.origin ?? "")
        ? await fetchHere(url, limits)
        : await fetchGuarded(guard, url);
      return JSON.parse(text);
    },
    close: () => guard.close(),
  };
}

const HEADERS = { accept: "application/json" };

async function fetchGuarded(guard: Guard, url: string): Promise<string> {
  const answer = await guard.request({ url, method: "GET", headers: HEADERS });
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`);
  if (answer.isCut) throw new Error(`${url} is too long or too slow`);
  return answer.body.toString("utf8");
}

async function fetchHere(
  url: string,
  {
    totalTimeoutMs,
    answerBytes,
  }: { totalTimeoutMs: number; answerBytes: number },
): Promise<string> {
  const answer = await fetch(url, {
    headers: HEADERS,
    redirect: "error",
    signal: AbortSignal.timeout(totalTimeoutMs),
  });
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > answerBytes) throw new Error(`${url} is too long or too slow`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

function portOf({ port, protocol }: URL): string {
  return port !== "" ? port : protocol === "https:" ? "443" : "80";
}
