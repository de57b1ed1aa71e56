/** A crowd of calls in three states through everything at once: each ends as it really ended, and nobody else is touched. */
import { setTimeout as sleep } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { settableClock } from "./clock.ts";
import type { SimulatedWorld } from "./every-state.ts";
import { endOf } from "./states.ts";
import { openSimulatedWorld, until } from "./world.ts";

const CALLS = 200;
const HOUR_MS = 3_600_000;
const PING_TIMEOUT_MS = 1_000;
/** Longer than the test. */
const RING_MS = 90_000;
const NUMBERS = Array.from({ length: CALLS }, (_, i) => i + 1);
const idenOf = (n: number) => `m${process.pid}x${n}`;

/** A third each: A rings, B rings, both talk. */
const STATES = ["alerting_a", "alerting_b", "active"] as const;
const ENDS = {
  alerting_a: /^rejected a_rejected caller$/,
  alerting_b: /^cancelled cancelled_by_caller caller$/,
  active: /^completed hangup (pbx|caller|callee)$/,
};
const stateOf = (n: number) => STATES[n % 3] ?? "active";
/** Every fourth hangs up in each fault; the last quarter after all of them. */
const quarter = (k: number) => NUMBERS.filter((n) => n % 4 === k);

const clock = settableClock();
let world: SimulatedWorld;

beforeAll(async () => {
  world = await openSimulatedWorld(
    CALLS,
    {
      // So many at once on a small machine is work, not a fault.
      pbx: {
        ...{ actionTimeoutMs: 15_000, pingIntervalMs: 500 },
        pingTimeoutMs: PING_TIMEOUT_MS,
      },
      calls: { alertingBDeadlineMs: RING_MS, createdDeadlineMs: 20_000 },
      click2call: { dialTimeoutSeconds: RING_MS / 1000 },
    },
    clock.command,
  );
  for (const n of NUMBERS.filter((each) => each % 10 === 1))
    await world.user(`a${n}`);
}, 60_000);
afterAll(() => world.close());

const isIn = (n: number, state: string) =>
  world.records.call(idenOf(n))?.state === state;

async function placeAll(): Promise<void> {
  const { phones } = world.simulator;
  for (const n of NUMBERS) {
    const answers = { does: "answer", afterMs: 20 } as const;
    const rings = { does: "noanswer", ringForMs: RING_MS } as const;
    phones.script(`a${n}`, stateOf(n) === "alerting_a" ? rings : answers);
    phones.script(`b${n}`, stateOf(n) === "active" ? answers : rings);
  }
  const statuses = await Promise.all(
    NUMBERS.map(async (n) => {
      const iden = idenOf(n);
      return (await world.client(`a${n}`).call(`${2000 + n}`, { iden })).status;
    }),
  );
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  await until(
    () => NUMBERS.every((n) => isIn(n, stateOf(n))),
    () => NUMBERS.filter((n) => !isIn(n, stateOf(n))).join(),
  );
}

function hangUp(numbers: readonly number[]): void {
  for (const n of numbers) world.simulator.phones.hangup(`a${n}`);
}

async function expectEnded(numbers: readonly number[]): Promise<void> {
  for (const n of numbers) {
    const { end, approximate } = await endOf(world, idenOf(n));
    expect([n, end, approximate]).toEqual([
      n,
      expect.stringMatching(ENDS[stateOf(n)]),
      false,
    ]);
  }
}

it(`${CALLS} calls at once, through a locked database, a cut, silence, a killed gateway and a clock set forward and back`, async () => {
  const { simulator, proxy, gateway } = world;
  await placeAll();

  clock.set(HOUR_MS);
  const other = new Sqlite(gateway.databaseFile);
  other.exec("begin exclusive");
  proxy.cut();
  await sleep(300);
  hangUp(quarter(1));
  await sleep(300);
  other.exec("rollback");
  other.close();
  proxy.heal();

  proxy.hold();
  await sleep(2 * PING_TIMEOUT_MS);
  hangUp(quarter(2));
  proxy.heal();

  clock.set(0);
  await gateway.kill9();
  hangUp(quarter(3));
  clock.set(-HOUR_MS);
  await gateway.start();
  await world.reopen();

  await expectEnded([...quarter(1), ...quarter(2), ...quarter(3)]);
  const left = quarter(0);
  expect(left.filter((n) => !isIn(n, stateOf(n)))).toEqual([]);
  hangUp(left);
  await expectEnded(left);

  expect(simulator.channels()).toBe(0);
  expect([...proxy.originated].sort()).toEqual(NUMBERS.map(idenOf).sort());
  world.checkSequences();
}, 90_000);
