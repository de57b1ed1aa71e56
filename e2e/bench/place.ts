/** Clicks a second on the simulated PBX, against two bare Koa routes. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print, ratioOf, say, spread } from "./figures.ts";
import { startGateway } from "./gateway.ts";
import type { Load } from "./load.ts";
import { LOGIN } from "./login.ts";
import { seedDatabase } from "./people.ts";
import type { Plan } from "./plan.ts";
import { hasNumbers, startProgram } from "./program.ts";

const CONNECTIONS = 32;
/** So many that no phone is asked twice while it rings. */
const TERMINALS = 20_000;
const TARGET = 0.5;

const isResult = hasNumbers("clicks", "seconds", "failures", "p50", "p99");
const isListening = hasNumbers("port");

type Round = { perSecond: number; p50: number; p99: number };

export async function place({ rounds, seconds }: Plan): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-place-"));
  const database = join(dir, "seed.sqlite");
  await seedDatabase(database, TERMINALS);
  const load = { connections: CONNECTIONS, terminals: TERMINALS };
  const times = { warmMs: 1000, countMs: seconds * 1000 };
  const ceiling: Round[] = [];
  const ours: Round[] = [];
  const peers: Round[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      ceiling.push(await onConstantAnswers({ ...load, ...times }));
      ours.push(await onGateway(database, { ...load, ...times }));
      peers.push(await onKoa(database, { ...load, ...times }));
      say(
        `place ${round}/${rounds}: gateway ${words(ours.at(-1))}, Koa ${words(peers.at(-1))}, generator alone ${words(ceiling.at(-1))}`,
      );
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  report(ours, peers, ceiling);
}

type Asked = Omit<Load, "origin">;

async function onGateway(database: string, load: Asked): Promise<Round> {
  const simulator = await startProgram("simulator.ts", {
    terminals: load.terminals,
    rings: 1,
  });
  const { port } = await simulator.next(isListening);
  const gateway = await startGateway({ ami: { port, ...LOGIN }, database });
  try {
    return await run({ ...load, origin: gateway.origin });
  } finally {
    await gateway.stop();
    await simulator.stop();
  }
}

async function onKoa(database: string, load: Asked): Promise<Round> {
  const file = `${database}.peer`;
  await copyFile(database, file);
  const peer = await startProgram("peers/koa-place.ts", { file });
  try {
    const { port } = await peer.next(isListening);
    return await run({ ...load, origin: `http://127.0.0.1:${port}` });
  } finally {
    await peer.stop();
    for (const rest of ["", "-wal", "-shm"]) {
      await rm(`${file}${rest}`, { force: true });
    }
  }
}

async function onConstantAnswers(load: Asked): Promise<Round> {
  const peer = await startProgram("peers/constant-answers.ts", null);
  try {
    const { port } = await peer.next(isListening);
    return await run({ ...load, origin: `http://127.0.0.1:${port}` });
  } finally {
    await peer.stop();
  }
}

async function run(load: Load): Promise<Round> {
  const generator = await startProgram("load.ts", load);
  const result = await generator.next(isResult);
  await generator.stop();
  if (result.failures > 0) throw new Error(`${result.failures} clicks failed`);
  const { p50, p99 } = result;
  return { perSecond: result.clicks / result.seconds, p50, p99 };
}

function words(round: Round | undefined): string {
  return `${round?.perSecond.toFixed(0)}/s (p50 ${round?.p50.toFixed(1)} ms)`;
}

function report(
  ours: readonly Round[],
  peers: readonly Round[],
  ceiling: readonly Round[],
): void {
  const perSecond = (all: readonly Round[]) => all.map((r) => r.perSecond);
  const figure = { bench: "place", unit: "clicks/s" };
  const ratio = ratioOf(perSecond(ours), perSecond(peers));
  print({
    ...figure,
    metric: "gateway",
    ...spread(perSecond(ours)),
    ratio,
    peer: "two bare Koa routes, one commit a click",
    target: `ratio at least ${TARGET}`,
    reached: ratio >= TARGET,
    note: `${CONNECTIONS} connections, each click a challenge and a call`,
  });
  print({ ...figure, metric: "koa", ...spread(perSecond(peers)) });
  print({
    ...figure,
    metric: "load generator alone",
    ...spread(perSecond(ceiling)),
  });
  for (const [metric, of] of [
    ["p50 of a click", (round: Round) => round.p50],
    ["p99 of a click", (round: Round) => round.p99],
  ] as const)
    print({
      bench: "place",
      unit: "ms",
      metric: `gateway, ${metric}`,
      ...spread(ours.map(of)),
      ratio: ratioOf(ours.map(of), peers.map(of)),
      peer: "koa",
    });
}
