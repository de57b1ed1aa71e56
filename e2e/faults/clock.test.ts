import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clock, settableClock } from "./clock.ts";
import {
  crowd,
  expectEnds,
  expectTalking,
  hangUpTalkers,
  type SimulatedWorld,
  talkOn,
} from "./every-state.ts";
import { LIVE_STATES } from "./states.ts";
import { openSimulatedWorld } from "./world.ts";

const HOUR_MS = 3_600_000;
/** Many looks at the deadlines. */
const MOMENT_MS = 400;

describe.each([
  ["forward", HOUR_MS],
  ["back", -HOUR_MS],
])("the clock set an hour %s, with a call in every state", (_, hour) => {
  let world: SimulatedWorld;
  let clock: Clock;
  let off = 0;

  beforeAll(async () => {
    clock = settableClock();
    world = await openSimulatedWorld(LIVE_STATES.length, {}, clock.command);
    for (const n of LIVE_STATES.keys()) await world.user(`a${n + 1}`);
  }, 60_000);
  afterAll(async () => {
    await world.close();
    clock.remove();
  });

  /** Once more by an hour. */
  const jump = () => {
    off += hour;
    clock.set(off);
  };

  it("nobody is cut off, and those who ring may still answer", async () => {
    const held = await crowd(world);
    jump();
    await sleep(MOMENT_MS);
    await talkOn(world);
    await expectTalking(world, held);
    await sleep(MOMENT_MS);
    await expectTalking(world, held);
    await hangUpTalkers(world, held);
  }, 40_000);

  it("who does not answer is given up in time, neither at once nor an hour later", async () => {
    const held = await crowd(world);
    jump();
    await sleep(MOMENT_MS);
    const rings = held.filter(({ state }) => state.startsWith("alerting"));
    for (const { state, iden } of rings)
      expect(world.records.call(iden)?.state).toBe(state);
    const { phones } = world.simulator;
    for (const n of [3, 4]) phones.hangup(`a${n}`);
    await expectEnds(world, held, {
      alerting_a: "no_answer a_no_answer caller",
      alerting_b: "failed deadline gateway",
      connecting: "completed hangup caller",
      active: "completed hangup caller",
      ending: "completed hangup user",
      created: "failed resync pbx",
    });
  }, 40_000);
});
