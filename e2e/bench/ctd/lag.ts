/** From a call's change of state to the request at its sink, with so many calls a second. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { print, say, spread } from "../figures.ts";
import { cpuSeconds, startGateway } from "../gateway.ts";
import { LOGIN } from "../login.ts";
import { seedDatabase } from "../people.ts";
import type { Plan } from "../plan.ts";
import { hasNumbers, startProgram } from "../program.ts";
import { type Account, addAccount, tokenOf } from "./account.ts";
import type { OrderLoad } from "./order-load.ts";
import { type Sinks, startSinks } from "./sinks-started.ts";

const PER_SECOND = 200;
const SINKS = 100;
const CONNECTIONS = 64;
const TERMINALS = 20_000;
/** for what is under way to come to an end */
const AFTER_MS = 2000;

const isResult = hasNumbers("orders", "seconds", "failures", "p50", "p99");
const isListening = hasNumbers("port");

/** Until the end: phones that ring, or talk with whom they called. */
type Phones = "ring" | "answer";
const EVENTS = { ring: 2, answer: 4 };

type Round = {
  perSecond: number;
  p99: number;
  events: number;
  lagP50: number;
  lagP99: number;
  cpu: number;
};

export async function ctdLag({ rounds, seconds }: Plan): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-lag-"));
  const database = join(dir, "seed.sqlite");
  await seedDatabase(database, TERMINALS);
  const account = await addAccount(database);
  const sinks = await startSinks(SINKS);
  const all: Record<Phones, Round[]> = { ring: [], answer: [] };
  const run = async (phones: Phones, round: number) => {
    const seed = { database, account, sinks };
    const one = await measure(seed, phones, seconds);
    all[phones].push(one);
    say(
      `lag ${round}/${rounds}, phones ${phones}: ${one.perSecond.toFixed(0)} calls/s (p99 ${one.p99.toFixed(0)} ms), ${one.events} events, lag p50 ${one.lagP50} ms, p99 ${one.lagP99} ms, ${(100 * one.cpu).toFixed(0)} % of a processor`,
    );
  };
  try {
    for (let round = 1; round <= rounds; round++)
      for (const phones of ["ring", "answer"] as const)
        await run(phones, round);
  } finally {
    await sinks.stop();
    await rm(dir, { recursive: true, force: true });
  }
  for (const phones of ["ring", "answer"] as const) report(phones, all[phones]);
}

type Seed = { database: string; account: Account; sinks: Sinks };

/** Calls come at the rate, and stay until the end. */
async function measure(
  { database, account, sinks }: Seed,
  phones: Phones,
  seconds: number,
): Promise<Round> {
  const simulator = await startProgram("simulator.ts", {
    terminals: TERMINALS,
    rings: phones === "ring" ? 1 : 0,
  });
  const { port } = await simulator.next(isListening);
  const gateway = await startGateway({
    ...{ ami: { port, ...LOGIN }, database, trunk: true },
    sinkCaFile: sinks.caFile,
  });
  try {
    const { origin } = gateway;
    const token = await tokenOf(origin, account);
    await sinks.told();
    const cpuFrom = await cpuSeconds(gateway.pid);
    const generator = await startProgram("ctd/load.ts", {
      ...{ origin, token, connections: CONNECTIONS, terminals: TERMINALS },
      ...{ warmMs: 0, countMs: seconds * 1000, perSecond: PER_SECOND },
      sinks: sinks.origins,
    } satisfies OrderLoad);
    const result = await generator.next(isResult);
    const cpu = ((await cpuSeconds(gateway.pid)) - cpuFrom) / seconds;
    await generator.stop();
    await sleep(AFTER_MS);
    const { taken, p50, p99 } = await sinks.told();
    if (result.failures > 0) throw new Error(`${result.failures} refused`);
    return {
      perSecond: result.orders / result.seconds,
      p99: result.p99,
      events: taken,
      ...{ lagP50: p50, lagP99: p99, cpu },
    };
  } finally {
    await gateway.stop();
    await simulator.stop();
  }
}

function report(phones: Phones, all: readonly Round[]): void {
  const note = `${PER_SECOND} calls/s asked for, ${SINKS} sinks, ${EVENTS[phones]} events of each call; the clock has whole milliseconds`;
  for (const [metric, unit, of] of [
    ["calls placed", "calls/s", (round: Round) => round.perSecond],
    ["p99 of an order", "ms", (round: Round) => round.p99],
    ["state change to request, p50", "ms", (round: Round) => round.lagP50],
    ["state change to request, p99", "ms", (round: Round) => round.lagP99],
  ] as const)
    print({
      ...{ bench: "ctd-lag", metric: `phones ${phones}: ${metric}`, unit },
      ...spread(all.map(of)),
      note,
    });
}
