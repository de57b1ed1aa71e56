/** The gateway that is attacked: a process of its own, as in production, beside a simulated PBX. */
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { digestResponse, ha1 } from "@ringback/shared/digest.ts";
import { leastEnvironment, testConfig } from "../../config/testing.ts";
import { keepLine, keepSecret } from "../../ops/testing-records.ts";
import { startSimulator } from "../../pbx/simulator/simulator.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../../store/database.ts";
import { addTerminal, addUser } from "../../terminals/local/admin.ts";
import { member, post } from "../testing.ts";
import { addProgram } from "../testing-programs.ts";

/** Bytes, right after a collection. */
export type Memory = { heapUsed: number; external: number; rss: number };

export type Victim = {
  origin: string;
  /** Who attacks has an account too: alice, or a program. */
  token(user: "alice" | "bob" | "program"): Promise<string>;
  memory(): Promise<Memory>;
  /** Lines at level error or fatal, which an attack must not cause. */
  faults: readonly string[];
  /** How many lines say that somebody was refused. */
  refusals(): number;
  /** Calls that were placed. */
  calls(): Promise<number>;
  isAlive(): boolean;
  stop(): Promise<void>;
};

export type VictimOptions = { leaks?: boolean };

const DOMAIN = "pbx.example";
const PASSWORD = "of a fuzzed terminal";
const AMI = { user: "ringback", secret: "ami-secret-of-the-tests" };
const PEOPLE = [
  ["alice", "101"],
  ["bob", "102"],
] as const;
const START_MS = 15_000;

/** Limits that would answer for what is behind them; those have tests of their own. */
const ROOMY = {
  RINGBACK_GUESSING_CHALLENGES_PER_MINUTE_PER_ADDRESS: "100000000",
  RINGBACK_LIVE_FRAMES_PER_SECOND: "1000",
  RINGBACK_LIVE_SOCKETS_PER_USER: "200",
};

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const beside = (name: string) => new URL(name, import.meta.url).pathname;

export async function startVictim({
  leaks = false,
}: VictimOptions = {}): Promise<Victim> {
  const folder = mkdtempSync(join(tmpdir(), "ringback-fuzz-"));
  const simulator = await startSimulator({ ...AMI, phones: {} });
  const env = {
    ...leastEnvironment,
    ...ROOMY,
    RINGBACK_SERVER_LISTEN: "127.0.0.1:0",
    RINGBACK_DATABASE_FILE: join(folder, "ringback.sqlite"),
    RINGBACK_PBX_MAIN_PORT: String(simulator.port),
  };
  const db = openDatabase(testConfig(env).database);
  await migrateToLatest(db);
  for (const [user, extension] of PEOPLE) {
    const key = ha1(md5, user, DOMAIN, PASSWORD);
    const aor = `${user}@${DOMAIN}`;
    await addUser(db, user);
    await addTerminal(db, { user, aor, endpoint: user, extension, ha1: key });
  }
  const preloads = ["memory-probe.ts", ...(leaks ? ["planted-leak.ts"] : [])];
  const child = fork(beside("../../main.ts"), ["serve"], {
    env: { ...env, PATH: process.env.PATH },
    execArgv: [
      "--expose-gc",
      ...preloads.flatMap((name) => ["--import", beside(name)]),
    ],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const log = readLog(child);
  const origin = await log.origin;
  await untilReady(origin);
  return {
    origin,
    token: (user) =>
      user === "program" ? programToken(origin, db) : signIn(origin, user),
    memory: async () => {
      child.send("memory");
      const [memory]: Memory[] = await once(child, "message");
      if (memory === undefined) throw new Error("no memory was told");
      return memory;
    },
    faults: log.faults,
    refusals: log.refusals,
    calls: async () =>
      (await db.selectFrom("calls").selectAll().execute()).length,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null)
        await once(child, "exit");
      await db.destroy();
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readLog(child: ChildProcess) {
  const faults: string[] = [];
  let refused = 0;
  const listening = Promise.withResolvers<string>();
  child.once("exit", (code) =>
    listening.reject(new Error(`the gateway ended with ${code}`)),
  );
  if (child.stdout === null) throw new Error("no standard output");
  createInterface({ input: child.stdout }).on("line", (line) => {
    keepLine(line);
    if (/"level":"(error|fatal)"/.test(line)) faults.push(line);
    if (line.endsWith('"msg":"refused"}')) refused += 1;
    const [, origin] = /"origin":"([^"]+)".*is listening"/.exec(line) ?? [];
    if (origin !== undefined) listening.resolve(origin);
  });
  return { faults, refusals: () => refused, origin: listening.promise };
}

async function untilReady(origin: string): Promise<void> {
  const end = Date.now() + START_MS;
  while ((await fetch(`${origin}/ready`)).status !== 200) {
    if (Date.now() > end) throw new Error("the gateway is not ready");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function signIn(origin: string, user: string): Promise<string> {
  const aor = `${user}@${DOMAIN}`;
  const nonce = member(await post(origin, "/challenge", { aor }), "nonce");
  const key = ha1(md5, user, DOMAIN, PASSWORD);
  keepSecret(PASSWORD, key);
  const response = digestResponse(md5, key, nonce, "session");
  const signed = { aor, nonce, response };
  return member(await post(origin, "/session", signed), "token");
}

async function programToken(origin: string, db: Database): Promise<string> {
  const { authorization } = await addProgram({ db, origin }, "attacker");
  return authorization.slice("Bearer ".length);
}
