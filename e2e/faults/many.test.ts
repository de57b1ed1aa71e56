import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SimulatedWorld } from "./every-state.ts";
import { endOf } from "./states.ts";
import { openSimulatedWorld, until } from "./world.ts";

const CALLS = 200;
const IDENS = Array.from(
  { length: CALLS },
  (_, i) => `m${process.pid}x${i + 1}`,
);

let world: SimulatedWorld;

beforeAll(async () => {
  world = await openSimulatedWorld(CALLS, {
    // So many at once on a small machine is work, not a fault.
    pbx: { actionTimeoutMs: 15_000, pingTimeoutMs: 5_000 },
    calls: { alertingBDeadlineMs: 60_000, createdDeadlineMs: 20_000 },
    click2call: { dialTimeoutSeconds: 60 },
  });
}, 60_000);
afterAll(() => world.close());

function count(state: string): number {
  return IDENS.filter((iden) => world.records.call(iden)?.state === state)
    .length;
}

it(`${CALLS} calls at once, through a cut, silence and a killed gateway`, async () => {
  const { simulator, proxy, gateway } = world;
  for (let n = 1; n <= CALLS; n++) {
    simulator.phones.script(`a${n}`, { does: "answer", afterMs: 20 });
    simulator.phones.script(`b${n}`, { does: "answer", afterMs: 20 });
  }
  const answers = await Promise.all(
    IDENS.map(async (iden, i) => {
      const client = world.client(`a${i + 1}`);
      return (await client.call(`${2001 + i}`, { iden })).status;
    }),
  );
  expect(answers.filter((status) => status !== 200)).toEqual([]);
  await until(
    () => count("active") === CALLS,
    () => `${count("active")} talk`,
  );

  proxy.cut();
  // A third hangs up while nobody hears it.
  for (let n = 1; n <= CALLS; n += 3) simulator.phones.hangup(`b${n}`);
  await sleep(300);
  proxy.heal();
  await gateway.kill9();
  for (let n = 2; n <= CALLS; n += 3) simulator.phones.hangup(`a${n}`);
  await gateway.start();
  proxy.hold();
  await sleep(300);
  proxy.heal();
  const gone = IDENS.filter((_, i) => i % 3 !== 2);
  for (const iden of gone)
    expect((await endOf(world, iden)).end).toMatch(/^completed hangup /);
  expect(count("active")).toBe(CALLS - gone.length);

  for (let n = 3; n <= CALLS; n += 3) simulator.phones.hangup(`b${n}`);
  for (const iden of IDENS) {
    const { end, approximate } = await endOf(world, iden);
    expect([iden, end, approximate]).toEqual([
      iden,
      expect.stringMatching(/^completed hangup (pbx|caller|callee)$/),
      false,
    ]);
  }
  expect(simulator.channels()).toBe(0);
  expect([...proxy.originated].sort()).toEqual([...IDENS].sort());
}, 90_000);
