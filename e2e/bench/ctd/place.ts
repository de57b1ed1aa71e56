/** `POST /calls` a second on the simulated PBX, against a bare Koa route. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print, ratioOf, say, spread } from "../figures.ts";
import { cpuSeconds, startGateway } from "../gateway.ts";
import { LOGIN } from "../login.ts";
import { seedDatabase } from "../people.ts";
import type { Plan } from "../plan.ts";
import { hasNumbers, startProgram } from "../program.ts";
import { type Account, addAccount, tokenOf } from "./account.ts";
import type { OrderLoad } from "./order-load.ts";

const CONNECTIONS = 32;
const TERMINALS = 20_000;
const TARGET = 0.5;

const isResult = hasNumbers(
  ...(["orders", "answered", "seconds", "failures", "p50", "p99"] as const),
);
const isListening = hasNumbers("port");

/** `cpuMs`: of the server's process, for each order; what others do on the machine changes it least. */
type Round = { perSecond: number; p50: number; p99: number; cpuMs: number };
type Seed = { database: string; account: Account };

export async function ctdPlace({ rounds, seconds }: Plan): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-orders-"));
  const database = join(dir, "seed.sqlite");
  await seedDatabase(database, TERMINALS);
  const seed = { database, account: await addAccount(database) };
  const times = { warmMs: 1000, countMs: seconds * 1000 };
  const ours: Round[] = [];
  const peers: Round[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      ours.push(await onGateway(seed, times));
      peers.push(await onKoa(seed, times));
      say(
        `orders ${round}/${rounds}: gateway ${words(ours.at(-1))}, Koa ${words(peers.at(-1))}`,
      );
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  report(ours, peers);
}

type Times = Pick<OrderLoad, "warmMs" | "countMs">;

async function onGateway(seed: Seed, times: Times): Promise<Round> {
  const simulator = await startProgram("simulator.ts", {
    ...{ terminals: TERMINALS, rings: 1 },
  });
  const { port } = await simulator.next(isListening);
  const { database, account } = seed;
  const gateway = await startGateway({
    ...{ ami: { port, ...LOGIN }, database, trunk: true },
  });
  try {
    const { origin } = gateway;
    const token = await tokenOf(origin, account);
    return await run(times, gateway.pid, origin, token);
  } finally {
    await gateway.stop();
    await simulator.stop();
  }
}

async function onKoa({ database }: Seed, times: Times): Promise<Round> {
  const file = `${database}.peer`;
  await copyFile(database, file);
  const peer = await startProgram("ctd/peers/koa-calls.ts", file);
  try {
    const { port, token } = await peer.next(isPeer);
    return await run(times, peer.pid, `http://127.0.0.1:${port}`, token);
  } finally {
    await peer.stop();
    for (const rest of ["", "-wal", "-shm"])
      await rm(`${file}${rest}`, { force: true });
  }
}

function isPeer(value: unknown): value is { port: number; token: string } {
  return isListening(value) && typeof Reflect.get(value, "token") === "string";
}

async function run(
  times: Times,
  pid: number,
  origin: string,
  token: string,
): Promise<Round> {
  const cpuFrom = await cpuSeconds(pid);
  const generator = await startProgram("ctd/load.ts", {
    ...{ ...times, origin, token, terminals: TERMINALS },
    ...{ connections: CONNECTIONS, perSecond: 0, sinks: [] },
  } satisfies OrderLoad);
  const result = await generator.next(isResult);
  const cpu = (await cpuSeconds(pid)) - cpuFrom;
  await generator.stop();
  if (result.failures > 0) throw new Error(`${result.failures} orders failed`);
  const { p50, p99 } = result;
  return {
    perSecond: result.orders / result.seconds,
    ...{ p50, p99 },
    cpuMs: (1000 * cpu) / result.answered,
  };
}

function words(round: Round | undefined): string {
  return `${round?.perSecond.toFixed(0)}/s (p50 ${round?.p50.toFixed(1)} ms, p99 ${round?.p99.toFixed(1)} ms, ${round?.cpuMs.toFixed(2)} ms of processor each)`;
}

function report(ours: readonly Round[], peers: readonly Round[]): void {
  const perSecond = (all: readonly Round[]) => all.map((r) => r.perSecond);
  const figure = { bench: "ctd-place", unit: "orders/s" };
  const ratio = ratioOf(perSecond(ours), perSecond(peers));
  print({
    ...figure,
    metric: "gateway, POST /calls",
    ...spread(perSecond(ours)),
    ratio,
    peer: "a bare Koa route, one commit an order",
    target: `ratio at least ${TARGET}`,
    reached: ratio >= TARGET,
    note: `${CONNECTIONS} connections; the phones ring`,
  });
  print({ ...figure, metric: "koa", ...spread(perSecond(peers)) });
  for (const [metric, of] of [
    ["p50 of an order", (round: Round) => round.p50],
    ["p99 of an order", (round: Round) => round.p99],
    ["processor time an order", (round: Round) => round.cpuMs],
  ] as const)
    print({
      ...{ bench: "ctd-place", unit: "ms", metric: `gateway, ${metric}` },
      ...spread(ours.map(of)),
      ratio: ratioOf(ours.map(of), peers.map(of)),
      peer: "koa",
    });
}
