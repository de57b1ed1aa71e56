import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import {
  crowd,
  expectTalking,
  hangUpTalkers,
  type SimulatedWorld,
  survives,
  talkOn,
} from "./every-state.ts";
import { LIVE_STATES } from "./states.ts";
import { openSimulatedWorld } from "./world.ts";

const SLOW_FOR_MS = 2_000;

survives({
  name: "AMI cut",
  begin: async ({ proxy }) => proxy.cut(),
  end: async ({ proxy }) => proxy.heal(),
});

survives({
  name: "AMI silent",
  begin: async ({ proxy }) => proxy.hold(),
  end: async ({ proxy }) => proxy.heal(),
});

describe("AMI slow, with a call in every state", () => {
  let world: SimulatedWorld;
  beforeAll(async () => {
    world = await openSimulatedWorld(LIVE_STATES.length);
    for (const n of LIVE_STATES.keys()) await world.user(`a${n + 1}`);
  }, 60_000);
  afterAll(() => world.close());

  // The world's Ping waits 300 ms.
  it.each([
    ["it is late and believed", 200],
    ["it is given up and come back to", 600],
  ])(
    "%s: nobody is cut off, and every end is told",
    async (_, ms) => {
      const held = await crowd(world);
      const { faults } = world.simulator;
      faults.slow(ms);
      await talkOn(world);
      await sleep(SLOW_FOR_MS);
      faults.slow(0);
      await expectTalking(world, held);
      // What was said late is out, and it hears the PBX again.
      await sleep(ms + 300);
      const ready = `${world.gateway.origin}/ready`;
      await vi.waitUntil(async () => (await fetch(ready)).ok, 5_000);
      await expectTalking(world, held);
      await hangUpTalkers(world, held);
    },
    40_000,
  );
});
