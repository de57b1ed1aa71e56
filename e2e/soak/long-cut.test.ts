/** AMI away for five minutes, with the deadlines the gateway has by default. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, it } from "vitest";
import { testConfig } from "../../gateway/src/config/testing.ts";
import {
  crowd,
  expectTalking,
  hangUpTalkers,
  type SimulatedWorld,
  talkOn,
} from "../faults/every-state.ts";
import { LIVE_STATES } from "../faults/states.ts";
import { openSimulatedWorld } from "../faults/world.ts";

const CUT_MS = 300_000;
const COME_BACK_MS = 5_000;

let world: SimulatedWorld;

beforeAll(async () => {
  const { calls, pbx, click2call, database } = testConfig({});
  const { actionTimeoutMs, pingIntervalMs, pingTimeoutMs } = pbx.main ?? {};
  const { backoffMinMs, backoffMaxMs, answeredProbeMs } = pbx.main ?? {};
  world = await openSimulatedWorld(LIVE_STATES.length, {
    calls,
    pbx: {
      ...{ actionTimeoutMs, pingIntervalMs, pingTimeoutMs },
      ...{ backoffMinMs, backoffMaxMs, answeredProbeMs },
    },
    click2call,
    database: { busyTimeoutMs: database.busyTimeoutMs },
  });
  for (const n of LIVE_STATES.keys()) await world.user(`a${n + 1}`);
});
afterAll(() => world.close());

it("nobody is cut off, and every end is told", async () => {
  const held = await crowd(world);
  world.proxy.cut();
  await talkOn(world);
  await sleep(CUT_MS);
  world.proxy.heal();
  await sleep(COME_BACK_MS);
  await expectTalking(world, held);
  await hangUpTalkers(world, held);
}, 600_000);
