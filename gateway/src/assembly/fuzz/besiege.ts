/** So many bad things at one door of one gateway, and what came of it. */
import {
  attackFrames,
  attackHttp,
  attackUpgrade,
  type Run,
} from "./attacks.ts";
import { PROGRAMS_DOORS } from "./bad-orders.ts";
import { PEOPLES_DOORS } from "./bad-requests.ts";
import {
  type Memory,
  startVictim,
  type Victim,
  type VictimOptions,
} from "./victim.ts";
import { openWitness } from "./witness.ts";

const SEED = 20_261_121;
/** Caches are filled by then, and code is compiled. */
const SETTLED = 0.2;
const MEGABYTE = 2 ** 20;

export type Outcome = {
  seconds: number;
  /** MB more at the end than after the first fifth, each right after a collection */
  growth: Record<keyof Memory, number>;
  /** the longest another user waited for an answer, ms */
  slowestMs: number;
  oddities: readonly string[];
  faults: readonly string[];
  calls: number;
  isAlive: boolean;
};

const HTTP_DOORS = [...PEOPLES_DOORS, ...PROGRAMS_DOORS];

export const DOORS: readonly string[] = [
  ...HTTP_DOORS.map(({ path }) => path),
  "the upgrade to /ws/chat",
  "frames on /ws/chat",
];

/** Rejects where one of them was not answered as the document says. */
export async function besiege(
  door: string,
  count: number,
  options: VictimOptions = {},
): Promise<Outcome> {
  const victim = await startVictim(options);
  try {
    const witness = await openWitness(victim.origin, await victim.token("bob"));
    const attack = await attackOn(victim, door);
    const began = performance.now();
    const [settled, last] = await measured(victim, attack, count);
    const seconds = (performance.now() - began) / 1000;
    witness.leave();
    return {
      seconds,
      growth: growthOf(settled, last),
      slowestMs: witness.slowestMs(),
      oddities: witness.oddities,
      faults: victim.faults,
      calls: await victim.calls(),
      isAlive: victim.isAlive(),
    };
  } finally {
    await victim.stop();
  }
}

async function attackOn(victim: Victim, door: string): Promise<Run> {
  const http = HTTP_DOORS.find(({ path }) => path === door);
  const token = await victim.token(http?.by ?? "alice");
  if (http !== undefined) return attackHttp(victim, token, http);
  return door === "frames on /ws/chat"
    ? attackFrames(victim, token)
    : attackUpgrade(victim, token);
}

/** Memory after the first fifth and at the end. */
async function measured(
  victim: Victim,
  attack: Run,
  count: number,
): Promise<[Memory, Memory]> {
  let settled: Memory | undefined;
  await attack(count, SEED, async (done) => {
    if (done >= count * SETTLED) settled ??= await victim.memory();
  });
  const last = await victim.memory();
  return [settled ?? last, last];
}

function growthOf(from: Memory, to: Memory): Outcome["growth"] {
  const of = (name: keyof Memory) =>
    Math.round(((to[name] - from[name]) / MEGABYTE) * 10) / 10;
  return {
    heapUsed: of("heapUsed"),
    external: of("external"),
    rss: of("rss"),
  };
}
