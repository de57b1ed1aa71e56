/** Real Asterisk and real phones: what a kill -9 leaves behind, and that a cut of AMI does not touch those who talk. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Asterisk, startAsterisk } from "../asterisk/asterisk.ts";
import { type Phone, startPhone } from "../asterisk/phones.ts";
import {
  endOf,
  type Held,
  hold,
  LIVE_STATES,
  type LiveState,
} from "./states.ts";
import { openWorld, until, type World } from "./world.ts";

const OUTSIDE = "+34911234567";

/** Alice and bob answer, carol and whoever is outside ring. */
const CALLS: Record<LiveState, { caller: string; destination: string }> = {
  created: { caller: "alice", destination: "102" },
  alerting_a: { caller: "carol", destination: "102" },
  alerting_b: { caller: "alice", destination: OUTSIDE },
  connecting: { caller: "alice", destination: "102" },
  active: { caller: "alice", destination: "102" },
  ending: { caller: "alice", destination: "102" },
};

const TALKING: readonly LiveState[] = ["connecting", "active"];

describe.skipIf(!inject("suites").includes("sid"))("real Asterisk", () => {
  let pbx: Asterisk;
  let world: World;
  let phones: Record<"alice" | "bob" | "carol" | "trunk", Phone>;

  beforeAll(async () => {
    pbx = await startAsterisk();
    const start = (endpoint: keyof typeof phones, kind: "answers" | "rings") =>
      startPhone({
        kind,
        port: pbx.contacts[endpoint][0] ?? 0,
        sipp: pbx.sipp,
      });
    phones = {
      alice: await start("alice", "answers"),
      bob: await start("bob", "answers"),
      carol: await start("carol", "rings"),
      trunk: await start("trunk", "rings"),
    };
    world = await openWorld(
      pbx.ami,
      [
        { name: "alice", extension: "101" },
        { name: "carol", extension: "103" },
      ],
      {
        calls: { alertingBDeadlineMs: 30_000, connectingDeadlineMs: 20_000 },
        click2call: { dialTimeoutSeconds: 30 },
      },
    );
    await world.user("alice");
    await world.user("carol");
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await Promise.all(Object.values(phones).map((phone) => phone.stop()));
    await pbx.stop();
  }, 30_000);

  async function crowd(): Promise<Held[]> {
    const held: Held[] = [];
    const prepare = async (state: LiveState) => CALLS[state];
    for (const state of LIVE_STATES)
      held.push(await hold(world, { prepare }, state));
    return held;
  }

  const invites = () =>
    Object.values(phones).map(
      (phone) =>
        new Set(
          phone
            .messages()
            .filter((each) => each.method === "INVITE")
            .map((each) => each.headers["call-id"]),
        ).size,
    );

  /** Nobody writes down how a call ends that dies with its PBX. */
  async function expectResync(held: readonly Held[]): Promise<void> {
    for (const { state, iden } of held) {
      const by = state === "ending" ? "user" : "pbx";
      const talked = TALKING.includes(state) || state === "ending";
      const { end, approximate } = await endOf(world, iden);
      expect([state, end, approximate]).toEqual([
        state,
        // Of `connecting` only the PBX knew that the two talked.
        talked && state !== "connecting"
          ? `completed resync ${by}`
          : `failed resync ${by}`,
        true,
      ]);
    }
    world.checkSequences();
  }

  it("killed and started again: every call has died, and is told so", async () => {
    const held = await crowd();
    const before = invites();
    await pbx.kill9();
    await pbx.restart();
    await expectResync(held);
    expect(invites()).toEqual(before);
  }, 60_000);

  it("killed together with the gateway", async () => {
    const held = await crowd();
    const before = invites();
    await Promise.all([pbx.kill9(), world.gateway.kill9()]);
    await pbx.restart();
    await world.gateway.start();
    await world.reopen();
    await expectResync(held);
    expect(invites()).toEqual(before);
  }, 60_000);

  it("without AMI for long: those who talk hear each other on and on", async () => {
    const held = await crowd();
    const before = invites();
    world.proxy.cut();
    await sleep(2_500);
    world.proxy.heal();
    const talking = held.filter(({ state }) => TALKING.includes(state));
    await until(
      () =>
        talking.every(
          ({ iden }) => world.records.call(iden)?.state === "active",
        ),
      () => "the talks are not found",
    );
    const heard = phones.bob.heard(phones.alice);
    await sleep(300);
    expect(phones.bob.heard(phones.alice)).toBeGreaterThan(heard + 5);
    expect(invites()).toEqual(before);
    const ringing = held.filter(({ state }) => state.startsWith("alerting"));
    for (const { iden, caller } of [...talking, ...ringing]) {
      const callId = world.records.call(iden)?.id;
      const { lives } = await world.user(caller);
      lives.at(-1)?.send({ type: "call.end", payload: { callId } });
    }
    for (const { state, iden } of held) {
      const { end } = await endOf(world, iden);
      const expected = state.startsWith("alerting")
        ? "cancelled cancelled_by_user user"
        : "completed hangup user";
      expect([state, end]).toEqual([
        state,
        state === "created" ? "failed resync pbx" : expected,
      ]);
    }
    world.checkSequences();
  }, 60_000);
});
