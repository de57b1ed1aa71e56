/** How long a gateway takes to be ready, and what it then takes of memory: from the sources, and as the bundle where that is built. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { print, say, spread } from "./figures.ts";
import { residentMb, startGateway } from "./gateway.ts";
import { LOGIN } from "./login.ts";
import { seedDatabase } from "./people.ts";
import type { Plan } from "./plan.ts";
import { hasNumbers, startProgram } from "./program.ts";

const BUNDLE = new URL("../../gateway/dist/main.mjs", import.meta.url).pathname;
const TERMINALS = 1000;
const IDLE_MS = 3000;

type Sample = { startMs: number; idleMb: number; loadedMb: number };

export async function footprint({ rounds, seconds }: Plan): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-footprint-"));
  const database = join(dir, "seed.sqlite");
  const samples: Record<"sources" | "bundle", Sample[]> = {
    sources: [],
    bundle: [],
  };
  try {
    await seedDatabase(database, TERMINALS);
    for (let round = 1; round <= rounds; round++) {
      samples.sources.push(await run(database, seconds));
      if (existsSync(BUNDLE))
        samples.bundle.push(await run(database, seconds, BUNDLE));
      say(`footprint ${round}/${rounds}`);
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  report("sources", samples.sources);
  if (samples.bundle.length > 0) report("bundle", samples.bundle);
  else say("footprint: no bundle; `npm run build` makes one");
}

async function run(
  database: string,
  seconds: number,
  main?: string,
): Promise<Sample> {
  const size = { terminals: TERMINALS, rings: 0 };
  const simulator = await startProgram("simulator.ts", size);
  const { port } = await simulator.next(hasNumbers("port"));
  const gateway = await startGateway({
    ami: { port, ...LOGIN },
    database,
    ...(main !== undefined && { main }),
  });
  try {
    await sleep(IDLE_MS);
    const idleMb = await residentMb(gateway.pid);
    const generator = await startProgram("load.ts", {
      origin: gateway.origin,
      connections: 8,
      terminals: TERMINALS,
      warmMs: 0,
      countMs: seconds * 1000,
      clicks: TERMINALS,
    });
    await generator.next(hasNumbers("clicks"));
    await generator.stop();
    const loadedMb = await residentMb(gateway.pid);
    return { startMs: gateway.startMs, idleMb, loadedMb };
  } finally {
    await gateway.stop();
    await simulator.stop();
  }
}

function report(from: string, samples: readonly Sample[]): void {
  const figure = (metric: string, unit: string, of: (s: Sample) => number) =>
    print({
      bench: "footprint",
      metric: `${from}: ${metric}`,
      unit,
      ...spread(samples.map(of)),
    });
  figure("start to ready, PBX connected", "ms", (sample) => sample.startMs);
  figure("memory, idle", "MB", (sample) => sample.idleMb);
  figure(
    `memory after up to ${TERMINALS} calls, which talk on`,
    "MB",
    (sample) => sample.loadedMb,
  );
}
