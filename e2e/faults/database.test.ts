import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  crowd,
  expectEnds,
  expectTalking,
  hangUpTalkers,
  type SimulatedWorld,
  talkOn,
} from "./every-state.ts";
import { lockDatabase } from "./locked-database.ts";
import { fillDisk, type SmallDisk, smallDisk } from "./small-disk.ts";
import { LIVE_STATES } from "./states.ts";
import { openSimulatedWorld, until } from "./world.ts";

/** As they are told: nothing of it is missed, it is only written later. */
const ENDS = {
  alerting_a: "rejected a_rejected caller",
  alerting_b: "rejected b_rejected callee",
  connecting: "completed hangup callee",
  active: "completed hangup callee",
  ending: "completed hangup user",
  created: "failed resync pbx",
};

const changes = {
  calls: { alertingBDeadlineMs: 3_000 },
  click2call: { dialTimeoutSeconds: 3 },
};
const PAST_DEADLINES_MS = 4_000;

type Fault = { begin(world: SimulatedWorld): () => void | Promise<void> };

function survivesWithout(fault: Fault, open: () => Promise<SimulatedWorld>) {
  let world: SimulatedWorld;
  beforeAll(async () => {
    world = await open();
    for (const n of LIVE_STATES.keys()) await world.user(`a${n + 1}`);
  }, 60_000);
  afterAll(() => world.close());

  it("says so, dials nothing, and writes all that happened once it can", async () => {
    const held = await crowd(world);
    const { client } = await world.user("a6");
    const nonce = await client.challenge();
    const before = world.records.count();
    const mend = fault.begin(world);
    const { phones } = world.simulator;
    phones.hangup("a1");
    for (const n of [2, 3, 4]) phones.hangup(`b${n}`);
    await sleep(800);
    const ready = await fetch(`${world.gateway.origin}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ database: "down" });
    const refused = await client.post("/call", {
      ...(await client.signed("2006", nonce)),
      destination: "2006",
    });
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(Object.keys(Object(refused.body))).toEqual(["error"]);
    await mend();
    await until(
      () => world.records.call(held[0]?.iden ?? "")?.state === "ended",
      () => "nothing is written",
    );
    await expectEnds(world, held, ENDS);
    expect(world.records.count()).toBe(before);
    await sleep(600);
    expect((await fetch(`${world.gateway.origin}/ready`)).status).toBe(200);
  }, 40_000);

  it("past every deadline, while people talk: nobody is cut off", async () => {
    const held = await crowd(world);
    const mend = fault.begin(world);
    await talkOn(world);
    await sleep(PAST_DEADLINES_MS);
    await mend();
    await expectTalking(world, held);
    await sleep(700);
    await expectTalking(world, held);
    await hangUpTalkers(world, held);
  }, 40_000);
}

describe("a database that another process has locked", () => {
  survivesWithout({ begin: lockDatabase }, () =>
    openSimulatedWorld(LIVE_STATES.length, changes),
  );
});

const disk = smallDisk();

describe.skipIf(disk === undefined)("a disk that is full", () => {
  afterAll(() => disk?.remove());
  survivesWithout({ begin: () => fillDisk(disk) }, () =>
    onDisk(disk, () => openSimulatedWorld(LIVE_STATES.length, changes)),
  );
});

async function onDisk<T>(
  small: SmallDisk | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = small?.folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
