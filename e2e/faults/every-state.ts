import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../gateway/src/pbx/simulator/simulator.ts";
import {
  endOf,
  type Held,
  hold,
  LIVE_STATES,
  type LiveState,
} from "./states.ts";
import {
  type Changes,
  openSimulatedWorld,
  until,
  type World,
} from "./world.ts";

/** Something that goes wrong and is mended. */
type Fault = {
  name: string;
  changes?: Changes;
  /** Starts the gateway; default: the sources. */
  command?: readonly string[];
  begin(world: World): Promise<void>;
  end(world: World): Promise<void>;
};

export type SimulatedWorld = World & { simulator: Simulator };

const MOMENT_MS = 150;
/** Longer than every deadline of the quick world, A's ringing included. */
const LONG_MS = 3_000;

const pairOf = (state: LiveState) => LIVE_STATES.indexOf(state) + 1;

/** Six calls, one in each state, through the fault: each must end as it really ended. */
export function survives(fault: Fault): void {
  describe(`${fault.name}, with a call in every state`, () => {
    let world: SimulatedWorld;
    beforeAll(async () => {
      world = await openSimulatedWorld(
        LIVE_STATES.length,
        fault.changes,
        fault.command,
      );
      for (const n of LIVE_STATES.keys()) await world.user(`a${n + 1}`);
    }, 60_000);
    afterAll(() => world.close());

    it("for a moment: every call goes on where it was", async () => {
      const held = await crowd(world);
      await fault.begin(world);
      await sleep(MOMENT_MS);
      await fault.end(world);
      await talkOn(world);
      await expectTalking(world, held);
      await hangUpTalkers(world, held);
    }, 40_000);

    it("past every deadline, while all end: the PBX's records tell how", async () => {
      const held = await crowd(world);
      await fault.begin(world);
      await sleep(50);
      const { phones } = world.simulator;
      phones.hangup("a1");
      phones.hangup("b2");
      phones.hangup("b3");
      phones.hangup("b4");
      phones.hangup("a5");
      await sleep(LONG_MS);
      await fault.end(world);
      await expectEnds(world, held, {
        alerting_a: "rejected a_rejected caller",
        alerting_b: "rejected b_rejected callee",
        connecting: "completed hangup pbx",
        active: "completed hangup pbx",
        ending: "completed hangup user",
        created: "failed resync pbx",
      });
    }, 40_000);

    it("past every deadline, while people talk: nobody is cut off", async () => {
      const held = await crowd(world);
      await fault.begin(world);
      await talkOn(world);
      await sleep(LONG_MS);
      await fault.end(world);
      await expectTalking(world, held);
      await sleep(700);
      await expectTalking(world, held);
      await hangUpTalkers(world, held);
    }, 40_000);
  });
}

export async function crowd(world: SimulatedWorld): Promise<Held[]> {
  const phones = { prepare: (state: LiveState) => prepare(world, state) };
  const held: Held[] = [];
  for (const state of [...LIVE_STATES].sort(ringingLast))
    held.push(await hold(world, phones, state));
  return held;
}

/** What rings has least time; only the lost Originate has less. */
function ringingLast(one: LiveState, other: LiveState): number {
  const rank = (state: LiveState) =>
    ["created", "alerting_a", "alerting_b"].indexOf(state);
  const [first, second] = [rank(one), rank(other)];
  if (first < 0 || second < 0) return first - second;
  return second - first;
}

async function prepare({ simulator }: SimulatedWorld, state: LiveState) {
  const n = pairOf(state);
  const answersA = !["created", "alerting_a"].includes(state);
  const answersB = answersA && state !== "alerting_b";
  const does = (answers: boolean) => (answers ? "answer" : "noanswer");
  simulator.phones.script(`a${n}`, { does: does(answersA), afterMs: 10 });
  simulator.phones.script(`b${n}`, { does: does(answersB), afterMs: 10 });
  return { caller: `a${n}`, destination: `${2000 + n}` };
}

/** All who talk are hung up by the other party, and that is how each call must end. */
export async function hangUpTalkers(
  world: SimulatedWorld,
  held: readonly Held[],
): Promise<void> {
  await hangUpAll(world);
  await expectEnds(world, held, {
    alerting_a: "completed hangup callee",
    alerting_b: "completed hangup callee",
    connecting: "completed hangup callee",
    active: "completed hangup callee",
    ending: "completed hangup user",
    created: "failed resync pbx",
  });
}

/** Everybody who rings answers. */
export async function talkOn({ simulator }: SimulatedWorld): Promise<void> {
  simulator.phones.answer("a1");
  await sleep(100);
  simulator.phones.answer("b1");
  simulator.phones.answer("b2");
}

export async function expectTalking(
  { records, simulator }: SimulatedWorld,
  held: readonly Held[],
): Promise<void> {
  const talking = held.filter(
    ({ state }) => state !== "created" && state !== "ending",
  );
  await until(
    () => talking.every(({ iden }) => records.call(iden)?.state === "active"),
    () =>
      talking
        .map(({ state, iden }) => `${state} is ${records.call(iden)?.state}`)
        .join(),
  );
  // Four of each call that talks.
  expect(simulator.channels()).toBeGreaterThanOrEqual(4 * talking.length);
}

async function hangUpAll({ simulator }: SimulatedWorld): Promise<void> {
  for (const n of LIVE_STATES.keys()) simulator.phones.hangup(`b${n + 1}`);
}

export async function expectEnds(
  world: SimulatedWorld,
  held: readonly Held[],
  expected: Record<LiveState, string>,
): Promise<void> {
  const ends: Record<string, string> = {};
  for (const { state, iden } of held) {
    const { end, approximate } = await endOf(world, iden);
    ends[state] = end;
    // What nobody knows is said to be a guess, and nothing else is.
    expect([state, approximate]).toEqual([state, end.includes(" resync ")]);
    const types = world.records.events(iden).map((event) => event.type);
    expect(types.filter((type) => type === "ended")).toHaveLength(1);
  }
  expect(ends).toEqual(expected);
  await until(
    () => world.simulator.channels() === 0,
    () => `${world.simulator.channels()} channels are left`,
  );
  // Each once, but the one that never left.
  const idens = held.map(({ iden }) => iden);
  const ordered = world.proxy.originated.filter((it) => idens.includes(it));
  expect(new Set(ordered).size).toBe(ordered.length);
  expect(ordered).toHaveLength(held.length - 1);
  world.checkSequences();
}
