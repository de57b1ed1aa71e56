/** Events a second to a hundred sinks, against a bare loop of posts. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print, ratioOf, say, spread } from "../figures.ts";
import type { Plan } from "../plan.ts";
import { hasNumbers, startProgram } from "../program.ts";
import type { Posts } from "./posts.ts";
import { type Sinks, startSinks } from "./sinks-started.ts";

const SINKS = 100;
const TARGET = 0.5;
/** Events to each sink for each second of a round. */
const EACH_A_SECOND = 20;
/** Calls that wait for a sink which does not answer. */
const WAITING = 20_000;

const isResult = hasNumbers("perSecond", "failures", "cpuMs");
type Round = { perSecond: number; cpuMs: number };
const NAMES = ["many", "one", "beside", "bare"] as const;
type Rounds = Record<(typeof NAMES)[number], Round[]>;

/** A durable queue that is full, emptied by the gateway's delivery. */
export async function ctdDelivery({ rounds, seconds }: Plan): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ringback-delivery-"));
  const sinks = await startSinks(SINKS);
  const each = EACH_A_SECOND * seconds;
  const many = { calls: SINKS, eventsPerCall: each };
  const one = { calls: SINKS * each, eventsPerCall: 1 };
  const all: Rounds = { bare: [], many: [], one: [], beside: [] };
  const { origins, silentOrigin: origin, ca } = sinks;
  const run = (
    file: string,
    posts: Pick<Posts, "calls" | "eventsPerCall">,
    waiting = 0,
  ) => {
    const silent = { origin, calls: waiting };
    return post(file, { ...posts, silent, origins, ca, folder }, sinks);
  };
  try {
    for (let round = 1; round <= rounds; round++) {
      all.many.push(await run("ctd/sender.ts", many));
      all.bare.push(await run("ctd/peers/bare-posts.ts", many));
      all.one.push(await run("ctd/sender.ts", one));
      all.beside.push(await run("ctd/sender.ts", one, WAITING));
      say(`events ${round}/${rounds}: ${words(all)}`);
    }
  } finally {
    await sinks.stop();
    await rm(folder, { recursive: true, force: true });
  }
  report(all);
}

async function post(file: string, posts: Posts, sinks: Sinks): Promise<Round> {
  await sinks.told();
  const program = await startProgram(file, posts);
  try {
    const { failures, ...round } = await program.next(isResult);
    const { taken } = await sinks.told();
    if (failures > 0) throw new Error(`${file}: ${failures} faults`);
    const wanted = posts.calls * posts.eventsPerCall;
    if (taken < wanted) throw new Error(`${taken} of ${wanted} events came`);
    return round;
  } finally {
    await program.stop();
  }
}

function words(all: Rounds): string {
  return NAMES.map((name) => {
    const { perSecond = 0, cpuMs = 0 } = all[name].at(-1) ?? {};
    return `${name} ${perSecond.toFixed(0)}/s (${cpuMs.toFixed(2)} ms of processor each)`;
  }).join(", ");
}

function report(all: Rounds): void {
  const rates = (rounds: readonly Round[]) => rounds.map((r) => r.perSecond);
  const figure = { bench: "ctd-delivery", unit: "events/s" };
  const note = `${SINKS} sinks, durable queue`;
  for (const [name, metric] of [
    ["many", "gateway, many events of each call"],
    ["one", "gateway, one event of each call"],
  ] as const) {
    const ratio = ratioOf(rates(all[name]), rates(all.bare));
    print({
      ...figure,
      ...{ metric, note, ...spread(rates(all[name])), ratio },
      peer: "one bare loop of posts for each sink, kept connections",
      target: `ratio at least ${TARGET}`,
      reached: ratio >= TARGET,
    });
  }
  print({
    ...{ ...figure, note, ...spread(rates(all.beside)) },
    metric: `gateway, one event of each call, while ${WAITING} calls wait for a sink that does not answer`,
    ratio: ratioOf(rates(all.beside), rates(all.one)),
    peer: "the gateway without that sink",
  });
  print({ ...figure, metric: "bare loop", ...spread(rates(all.bare)) });
}
