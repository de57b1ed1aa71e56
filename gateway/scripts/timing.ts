/**
 * Does the time of a refusal tell whether an AoR, or a program, exists? `node scripts/timing.ts [tries] [program]` asks a
 * listening gateway with a wrong password for a known AoR and for an unknown one (with a wrong secret for a known program
 * and for an unknown one), in turn, and compares the times by permutation.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { addClient, addSecret } from "../src/clients/admin.ts";
import { testConfig } from "../src/config/testing.ts";
import { startGateway } from "../src/gateway.ts";
import { createLogger } from "../src/ops/log.ts";
import { migrateToLatest, openDatabase } from "../src/store/database.ts";
import { addTerminal, addUser } from "../src/terminals/local/admin.ts";

const TRIES = Number(process.argv[2] ?? 10_000);
const OF_PROGRAMS = process.argv[3] === "program";
const WARM_UP = 500;
const PERMUTATIONS = 1000;
const AORS = ["alice@pbx.example", "nobody@pbx.example"] as const;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function post(url: string, body: object | string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        agent,
        method: "POST",
        headers: {
          "content-type":
            typeof body === "string"
              ? "application/x-www-form-urlencoded"
              : "application/json",
        },
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("end", () => resolve(text));
      },
    );
    asked.on("error", reject);
    asked.end(typeof body === "string" ? body : JSON.stringify(body));
  });
}

/** Milliseconds of one refusal. */
async function guess(origin: string, aor: string): Promise<number> {
  const nonce = /"nonce":"([^"]+)"/.exec(
    await post(`${origin}/challenge`, { aor }),
  )?.[1];
  const response = createHash("md5").update(`${nonce}`).digest("hex");
  const began = performance.now();
  const answer = await post(`${origin}/session`, { aor, nonce, response });
  const ms = performance.now() - began;
  if (answer !== '{"error":"forbidden"}') throw new Error(answer);
  return ms;
}

/** Milliseconds of one refusal at the token's door. */
async function guessSecret(origin: string, id: string): Promise<number> {
  const form = `grant_type=client_credentials&client_id=${id}&client_secret=wrong`;
  const began = performance.now();
  const answer = await post(`${origin}/oauth/token`, form);
  const ms = performance.now() - began;
  if (!answer.includes('"invalid_client"')) throw new Error(answer);
  return ms;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** How often chance alone parts the same times at least as far as they were found apart. */
function chance(all: readonly number[], half: number, found: number): number {
  let further = 0;
  const mixed = [...all];
  for (let round = 0; round < PERMUTATIONS; round += 1) {
    for (let i = mixed.length - 1; i > 0; i -= 1) {
      const j = Math.floor(Math.random() * (i + 1));
      [mixed[i], mixed[j]] = [mixed[j] ?? 0, mixed[i] ?? 0];
    }
    const apart = median(mixed.slice(0, half)) - median(mixed.slice(half));
    if (Math.abs(apart) >= Math.abs(found)) further += 1;
  }
  return further / PERMUTATIONS;
}

const folder = mkdtempSync(join(tmpdir(), "ringback-timing-"));
const config = testConfig({
  RINGBACK_SERVER_LISTEN: "127.0.0.1:0",
  RINGBACK_DATABASE_FILE: join(folder, "ringback.sqlite"),
  RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "1000000",
  RINGBACK_GUESSING_FAILURES_PER_TERMINAL: "1000000",
  RINGBACK_GUESSING_CHALLENGES_PER_MINUTE_PER_ADDRESS: "100000000",
});
const db = openDatabase(config.database);
await migrateToLatest(db);
await addUser(db, "alice");
await addTerminal(db, {
  user: "alice",
  aor: AORS[0],
  endpoint: "alice",
  extension: "101",
  ha1: "0".repeat(32),
});
const program = await addClient(db, {
  ...{ name: "crm", domain: "pbx.example", scopes: SCOPES },
  ...{ callerPrefixes: [], calleePrefixes: [], maskNumbers: [] },
  ...{ trunkCaller: false, premium: false, international: false },
  ...{ callsPerMinute: 1, callsAtOnce: 1 },
  ...{ recordingBeep: false, handshake: false, keys: null, external: null },
});
await addSecret(db, program, 0);
const names = OF_PROGRAMS ? [program, "0".repeat(26)] : AORS;
const refuse = OF_PROGRAMS ? guessSecret : guess;
const gateway = await startGateway(config, createLogger({ level: "fatal" }));
const times: [number[], number[]] = [[], []];
for (let n = 0; n < WARM_UP + TRIES; n += 1) {
  // Who is asked first changes by chance: what the one leaves behind must not always meet the other.
  const first = Math.random() < 0.5 ? 0 : 1;
  for (const which of [first, 1 - first] as const) {
    const ms = await refuse(gateway.origin, names[which] ?? "");
    if (n >= WARM_UP) times[which === 0 ? 0 : 1].push(ms);
  }
}
agent.destroy();
for (const step of gateway.steps) await step.run();
await db.destroy();
rmSync(folder, { recursive: true });

const [known, unknown] = times;
const found = median(known) - median(unknown);
const p = chance([...known, ...unknown], known.length, found);
console.log(
  JSON.stringify({
    tries: TRIES,
    knownMedianMs: median(known),
    unknownMedianMs: median(unknown),
    differenceUs: found * 1000,
    p,
  }),
);
process.exitCode = p < 0.001 ? 1 : 0;
