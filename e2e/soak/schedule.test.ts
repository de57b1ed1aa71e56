import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { settableClock } from "../faults/clock.ts";
import { endOf } from "../faults/states.ts";
import { openSimulatedWorld, until } from "../faults/world.ts";
import {
  Answer,
  Clock,
  Gateway,
  HangUp,
  Lock,
  type Model,
  Network,
  Place,
  type Real,
  ready,
  Wait,
} from "./schedule.ts";

const PAIRS = 3;
const RUNS = Number(process.env.SOAK_RUNS ?? 25);
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 2 ** 31);

let real: Real;

beforeAll(async () => {
  const clock = settableClock();
  const world = await openSimulatedWorld(
    PAIRS,
    {
      // Nobody is given up for ringing: what ends a call here is people.
      calls: { alertingBDeadlineMs: 60_000 },
      click2call: { dialTimeoutSeconds: 60 },
    },
    clock.command,
  );
  real = { ...world, clock };
  for (let n = 1; n <= PAIRS; n++) await real.user(`a${n}`);
});
afterAll(async () => {
  await real.close();
  real.clock.remove();
});

const pair = fc.integer({ min: 1, max: PAIRS });

const commands = fc.commands(
  [
    pair.map((n) => new Place(n)),
    pair.map((n) => new Answer(n)),
    fc
      .tuple(fc.constantFrom("a" as const, "b" as const), pair)
      .map(([who, n]) => new HangUp(who, n)),
    fc
      .constantFrom("open" as const, "cut" as const, "held" as const)
      .map((to) => new Network(to)),
    fc
      .constantFrom("runs" as const, "killed" as const)
      .map((to) => new Gateway(to)),
    fc.integer({ min: 0, max: 600 }).map((ms) => new Wait(ms)),
    fc.integer({ min: 0, max: 600 }).map((ms) => new Lock(ms)),
    fc.constantFrom(-1, 0, 1).map((hours) => new Clock(hours)),
  ],
  { maxCommands: 40, size: "max" },
);

/** The faults end, then those who still talk or ring hang up. */
async function finish(model: Model): Promise<void> {
  real.proxy.heal();
  real.clock.set(0);
  if (model.gateway === "killed") {
    await real.gateway.start();
    await real.reopen();
  }
  await ready(real);
  for (const [n, { iden, phase }] of [...model.live]) {
    await until(
      () => phase !== "talks" || real.records.call(iden)?.state === "active",
      () => `${iden} talks and is ${real.records.call(iden)?.state}`,
    );
    expect(real.records.call(iden)?.state).not.toBe("ended");
    await new HangUp("a", n).run(model, real);
  }
}

async function checkAll({ outcomes }: Model): Promise<void> {
  for (const [iden, outcome] of outcomes) {
    await endOf(real, iden);
    expect([iden, real.records.call(iden)]).toMatchObject([
      iden,
      { outcome, approximate: 0, deadline_at: null },
    ]);
    const types = real.records.events(iden).map((event) => event.type);
    expect(types.filter((type) => type === "ended")).toHaveLength(1);
    expect(real.proxy.originated.filter((it) => it === iden)).toEqual([iden]);
  }
  await until(
    () => real.simulator.channels() === 0,
    () => `${real.simulator.channels()} channels are left`,
  );
  real.checkSequences();
}

it(`random faults, seed ${SEED}`, async () => {
  const property = fc.asyncProperty(commands, async (chosen) => {
    const model: Model = {
      network: "open",
      gateway: "runs",
      clock: 0,
      live: new Map(),
      outcomes: new Map(),
    };
    await fc.asyncModelRun(() => ({ model, real }), chosen);
    await finish(model);
    await checkAll(model);
  });
  await fc.assert(property, {
    seed: SEED,
    numRuns: RUNS,
    // A failing world does not come back for shrinking.
    endOnFailure: true,
  });
}, 1_800_000);
