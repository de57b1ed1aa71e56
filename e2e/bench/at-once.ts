/** More and more calls at once on the simulated PBX, until something gives: every call must end, every frame come once. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { print, say } from "./figures.ts";
import { cpuSeconds, residentMb, startGateway } from "./gateway.ts";
import { LOGIN } from "./login.ts";
import { seedDatabase } from "./people.ts";
import type { Plan } from "./plan.ts";
import { hasNumbers, startProgram } from "./program.ts";
import { compare, Watchers } from "./watchers.ts";

const LEVELS = [250, 1000, 2000, 4000, 8000, 16_000];
const MUST_HOLD = 1000;
const CONNECTIONS = 32;
/** Two halves of the Local channel and two phones. */
const CHANNELS_A_CALL = 4;
/** A slow disk is not what is looked for: each call is given its time. */
const patienceMs = (calls: number) => 60_000 + 40 * calls;

const isListening = hasNumbers("port");
const isResult = hasNumbers("seconds", "failures", "p99");
const isState = hasNumbers("channels", "events");

export async function atOnce({ calls: levels = LEVELS }: Plan): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-at-once-"));
  const database = join(dir, "seed.sqlite");
  try {
    await seedDatabase(database, Math.max(...levels));
    for (const calls of levels) {
      const gave = await level(calls, database);
      print({
        bench: "at-once",
        metric: "calls at once that held",
        value: gave.length === 0 ? calls : 0,
        unit: "calls",
        rounds: 1,
        ...(calls === MUST_HOLD && {
          target: "no event lost at 1,000",
          reached: gave.length === 0,
        }),
        ...(gave.length > 0 && { note: gave.join("; ") }),
      });
      if (gave.length > 0) break;
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Places them, lets them talk, hangs all up at one moment. Gives what went wrong. */
async function level(calls: number, database: string): Promise<string[]> {
  const terminals = { terminals: calls, rings: 0 };
  const simulator = await startProgram("simulator.ts", terminals);
  const { port } = await simulator.next(isListening);
  const gateway = await startGateway({ ami: { port, ...LOGIN }, database });
  const watchers = await Watchers.open(gateway.origin);
  const figure = (metric: string, value: number, unit: string) =>
    print({
      bench: "at-once",
      metric: `${calls} calls: ${metric}`,
      value,
      unit,
      rounds: 1,
    });
  try {
    const idleMb = await residentMb(gateway.pid);
    const cpuFrom = await cpuSeconds(gateway.pid);
    const generator = await startProgram("load.ts", {
      origin: gateway.origin,
      connections: CONNECTIONS,
      terminals: calls,
      warmMs: 0,
      countMs: patienceMs(calls),
      clicks: calls,
    });
    const placed = await generator.next(isResult, 2 * patienceMs(calls));
    await generator.stop();
    const talking = await until(
      calls,
      () => watchers.count("active") === calls,
    );
    simulator.tell({});
    const { channels } = await simulator.next(isState);
    const loadedMb = await residentMb(gateway.pid);
    const from = performance.now();
    simulator.tell({ hangup: calls });
    await simulator.next(isState);
    const ended = await until(calls, () => watchers.count("ended") === calls);
    const endSeconds = (performance.now() - from) / 1000;
    await sleep(500);
    figure("placed", calls / placed.seconds, "calls/s");
    figure("p99 of a click while placing", placed.p99, "ms");
    figure("all ended after one hang-up", endSeconds, "s");
    figure("memory before", idleMb, "MB");
    figure("memory with all talking", loadedMb, "MB");
    figure(
      "processor time a whole call",
      (1000 * ((await cpuSeconds(gateway.pid)) - cpuFrom)) / calls,
      "ms",
    );
    say(`at once: ${calls} calls, ${watchers.frames} frames`);
    return [
      ...(placed.failures > 0 ? [`${placed.failures} clicks refused`] : []),
      ...(talking ? [] : [`${watchers.count("active")} of ${calls} talked`]),
      ...(channels === calls * CHANNELS_A_CALL
        ? []
        : [`the PBX had ${channels} channels`]),
      ...(ended ? [] : [`${watchers.count("ended")} of ${calls} ended`]),
      ...watchers.faults,
      ...compare(watchers, gateway.databaseFile, calls),
    ];
  } finally {
    watchers.close();
    await gateway.stop();
    await simulator.stop();
  }
}

async function until(calls: number, holds: () => boolean): Promise<boolean> {
  const end = Date.now() + patienceMs(calls);
  while (!holds()) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}
