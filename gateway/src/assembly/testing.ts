/** A whole gateway, listening, on a database of its own, beside a simulated PBX: what a client of any door meets. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallView } from "@ringback/shared/call/view.ts";
import { digestResponse, ha1 } from "@ringback/shared/digest.ts";
import { onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import { KEY_PURPOSE } from "../clients/signing/key.ts";
import type { Config } from "../config/schema.ts";
import { testConfig } from "../config/testing.ts";
import { startGateway } from "../gateway.ts";
import { keepSecret, keepSecretsOf, testLog } from "../ops/testing-records.ts";
import {
  type SimulatorOptions,
  startSimulator,
} from "../pbx/simulator/simulator.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import { addTerminal, addUser } from "../terminals/local/admin.ts";
import { createSealer } from "./sealer.ts";

const PASSWORD = "correct: horse@battery";
const AMI = { user: "ringback", secret: "ami-secret-of-the-tests" };

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

export type Answer = { status: number; headers: Headers; body: unknown };

/** With `env` over the least configuration. */
export async function openGateway(
  env: Record<string, string> = {},
  options: Partial<SimulatorOptions> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = await startSimulator({
    ...AMI,
    phones: {
      alice: { extension: "101", does: "answer", afterMs: 10 },
      bob: { extension: "102", does: "answer", afterMs: 10 },
    },
    ...options,
  });
  onTestFinished(() => simulator.stop());
  const environment = {
    RINGBACK_SERVER_LISTEN: "127.0.0.1:0",
    RINGBACK_DATABASE_FILE: join(folder, "ringback.sqlite"),
    RINGBACK_PBX_MAIN_PORT: String(simulator.port),
    RINGBACK_PBX_MAIN_BACKOFF_MIN_MS: "10",
    RINGBACK_NUMBERS_REGION: "ES",
    ...env,
  };
  const config = testConfig(environment);
  const db = openDatabase(config.database);
  onTestFinished(async () => {
    await keepSigningKeys(db, config);
    await db.destroy();
  });
  await migrateToLatest(db);
  await addPeople(db);
  const lines: string[] = [];
  const log = testLog(lines);
  const start = async (changed: Config = config) => {
    const gateway = await startGateway(changed, log);
    let stopped = false;
    const stop = async () => {
      if (stopped) return;
      stopped = true;
      for (const step of gateway.steps) await step.run();
    };
    onTestFinished(stop);
    const { origin, metricsOrigin } = gateway;
    /** Has it read a configuration in which these are others. */
    const reload = (others: Record<string, string>) =>
      gateway.reload(testConfig({ ...environment, ...others }));
    return { origin, metricsOrigin, stop, reload };
  };
  const { origin, metricsOrigin, stop, reload } = await start();
  await ready(origin);
  return {
    origin,
    metricsOrigin,
    stop,
    start,
    reload,
    config,
    simulator,
    db,
    lines,
  };
}

export type Opened = Awaited<ReturnType<typeof openGateway>>;

/** No answer and no configuration ever holds them: they are opened where they lie. */
async function keepSigningKeys(db: Database, config: Config): Promise<void> {
  const sealer = createSealer(config);
  const rows = await db.selectFrom("signing_keys").selectAll().execute();
  for (const { private_sealed } of rows)
    keepSecretsOf(JSON.parse(sealer.open(KEY_PURPOSE, private_sealed)));
}

async function addPeople(db: Database): Promise<void> {
  for (const [name, extension] of [
    ["alice", "101"],
    ["bob", "102"],
  ] as const) {
    await addUser(db, name);
    await addTerminal(db, {
      user: name,
      aor: `${name}@pbx.example`,
      endpoint: name,
      extension,
      ha1: ha1(md5, name, "pbx.example", PASSWORD),
    });
  }
}

/** Waits until the gateway can place a call. */
export async function ready(origin: string): Promise<void> {
  await vi.waitUntil(
    async () => (await fetch(`${origin}/ready`)).status === 200,
    { timeout: 3_000, interval: 5 },
  );
}

export async function post(
  origin: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(origin + path, {
    method: "POST",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && {
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** One text member of an answer's body, at a path such as `data.ticket`. */
export function member({ body }: Pick<Answer, "body">, path: string): string {
  let value = body;
  for (const name of path.split(".")) {
    value =
      typeof value === "object" && value !== null
        ? Reflect.get(value, name)
        : undefined;
  }
  if (typeof value !== "string") throw new Error(`no ${path} in the answer`);
  return value;
}

export async function challenge(
  origin: string,
  aor = "alice@pbx.example",
): Promise<string> {
  return member(await post(origin, "/challenge", { aor }), "nonce");
}

/** The signed members of a request about `subject`. */
export function sign(
  nonce: string,
  subject: string,
  aor = "alice@pbx.example",
  password = PASSWORD,
) {
  const [username = "", realm = ""] = aor.split("@");
  const key = ha1(md5, username, realm, password);
  const response = digestResponse(md5, key, nonce, subject);
  keepSecret(password, key, nonce, response);
  return { aor, nonce, response };
}

export async function call(
  origin: string,
  destination: string,
  more: Record<string, unknown> = {},
): Promise<Answer> {
  const signed = sign(await challenge(origin), destination);
  return post(origin, "/call", { ...signed, destination, ...more });
}

export async function signIn(
  origin: string,
  aor = "alice@pbx.example",
): Promise<Answer> {
  return post(
    origin,
    "/session",
    sign(await challenge(origin, aor), "session", aor),
  );
}

export type Frame = {
  type: string;
  seq?: number;
  data?: CallView & { calls?: CallView[] };
  payload?: { callId: string; errorType: string; message: string };
};

/** An open live channel and every frame it got. */
export async function openLive(origin: string, token: string) {
  const socket = new WebSocket(
    `${origin.replace("http", "ws")}/ws/chat?token=${token}`,
  );
  onTestFinished(() => socket.terminate());
  const frames: Frame[] = [];
  socket.on("message", (data) => frames.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => {
    socket.on("close", resolve);
  });
  await once(socket, "open");
  const until = async (isIt: (frame: Frame) => boolean): Promise<Frame> => {
    await vi.waitUntil(() => frames.some(isIt), {
      timeout: 4_000,
      interval: 2,
    });
    const found = frames.find(isIt);
    if (found === undefined) throw new Error("no such frame");
    return found;
  };
  const state = (name: string) => until((frame) => frame.data?.state === name);
  const tell = (frame: unknown) =>
    socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  return { socket, frames, closed, until, state, tell };
}
