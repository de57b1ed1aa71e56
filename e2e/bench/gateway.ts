import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../asterisk/child.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";
import { DOMAIN } from "./people.ts";

const SOURCE = new URL("../../gateway/src/main.ts", import.meta.url).pathname;
const READY_MS = 20_000;

export interface BenchGateway {
  readonly origin: string;
  readonly databaseFile: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until `/ready` said yes. */
  readonly startMs: number;
  stop(): Promise<void>;
}

export interface BenchGatewayOptions {
  readonly ami: {
    readonly port: number;
    readonly user: string;
    readonly secret: string;
  };
  /** A seeded database, which is copied. */
  readonly database: string;
  /** Default: the sources. */
  readonly main?: string;
  /** Programs may call outside numbers. */
  readonly trunk?: boolean;
  /** Certificate authority of sinks on loopback, which are asked then. */
  readonly sinkCaFile?: string;
}

/** A gateway as it is shipped, but for limits that a bench must pass: a process of its own, durable database, one log line a request. */
export async function startGateway(
  options: BenchGatewayOptions,
): Promise<BenchGateway> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-bench-"));
  const databaseFile = join(dir, "ringback.sqlite");
  await copyFile(options.database, databaseFile);
  const port = await freeTcpPort();
  const configFile = join(dir, "ringback.yaml");
  const config = configOf(options, { dir, port, databaseFile });
  await writeFile(configFile, JSON.stringify(config), { mode: 0o600 });
  const began = performance.now();
  const child = await startChild(process.execPath, [
    ...(process.env.BENCH_GATEWAY_FLAGS?.split(" ") ?? []),
    options.main ?? SOURCE,
    "serve",
    "--config",
    configFile,
  ]);
  const origin = `http://127.0.0.1:${port}`;
  await ready(`${origin}/ready`, child);
  return {
    origin,
    databaseFile,
    pid: child.pid,
    startMs: performance.now() - began,
    stop: async () => {
      await child.stop(10_000);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

// JSON is YAML.
function configOf(
  { ami, trunk = false, sinkCaFile }: BenchGatewayOptions,
  at: { dir: string; port: number; databaseFile: string },
) {
  return {
    server: { listen: `127.0.0.1:${at.port}` },
    database: { file: at.databaseFile },
    log: { file: join(at.dir, "ringback.log") },
    secrets: {
      nonceKey: "n".repeat(64),
      tokenKey: "t".repeat(64),
      storageKey: "s".repeat(64),
    },
    numbers: { region: "ES" },
    dialing: {
      originatesPerMinutePerUser: 10_000,
      originatesPerMinutePerWorkspace: 100_000,
    },
    guessing: { challengesPerMinutePerAddress: 100_000_000 },
    click2call: { dialTimeoutSeconds: 120 },
    pbx: {
      main: {
        host: "127.0.0.1",
        port: ami.port,
        username: ami.user,
        secret: ami.secret,
        ...(trunk && { trunkContext: "outside" }),
      },
    },
    ...(sinkCaFile !== undefined && {
      delivery: {
        allow: ["127.0.0.1"],
        ports: ["1-65535"],
        caFile: sinkCaFile,
      },
    }),
    domains: { [DOMAIN]: ["main"] },
  };
}

async function ready(url: string, child: Child): Promise<void> {
  const end = Date.now() + READY_MS;
  let gone = false;
  void child.exited.then(() => {
    gone = true;
  });
  while (Date.now() < end && !gone) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(5);
  }
  await child.stop();
  throw new Error(`the gateway did not become ready:\n${child.tail()}`);
}

/** Resident memory now, MB; Linux only. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** Processor seconds used so far, user and system; Linux only. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const TICKS_A_SECOND = 100;
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
