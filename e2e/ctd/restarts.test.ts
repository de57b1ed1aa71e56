/** The gateway killed with a call in every state, and the PBX killed while people talk: what the sinks are told, and that the calls go on. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { SipMessage } from "../asterisk/phones.ts";
import { until } from "../faults/world.ts";
import type { Place } from "./accounts.ts";
import { memberOf, type Program } from "./program.ts";
import type { Sink } from "./sink.ts";
import { type Does, openStage, type Party, type Stage } from "./stage.ts";

const ANSWERS: Does = { kind: "answers" };
const RINGS: Does = { kind: "rings" };
/** They ring until they are told to go on. */
const LATER: Does = { kind: "answers", isTold: true };
const BUSY_LATER: Does = { kind: "busy", isTold: true };

const BEGUN = ["initiating", "callingCaller"];
const DIALLED = [...BEGUN, "callingCallee"];
const TALKED = [...DIALLED, "connected"];

type State =
  | "created"
  | "created, the PBX has taken it"
  | "alerting_a"
  | "alerting_b"
  | "active"
  | "ending";

type Held = {
  state: State;
  at: Place;
  callId: string;
  caller: Party;
  callee: Party;
  sink: Sink;
};

const STATES: readonly State[] = [
  "alerting_a",
  "alerting_b",
  "active",
  "ending",
  "created, the PBX has taken it",
  "created",
];

/** What the sink was told before. */
const REACHED: Record<State, string> = {
  created: "initiating",
  "created, the PBX has taken it": "initiating",
  alerting_a: "callingCaller",
  alerting_b: "callingCallee",
  active: "connected",
  ending: "connected",
};

const skipped = !inject("suites").includes("sid");
describe.skipIf(skipped)(
  "the gateway killed with a call in every state",
  () => {
    let stage: Stage;
    let program: Program;
    beforeAll(async () => {
      stage = await openStage({
        accounts: 40,
        config: {
          ctd: { dialTimeoutSeconds: 30 },
          delivery: { retryDelaysSeconds: Array(20).fill(1), jitterPercent: 0 },
        },
      });
      program = await stage.program(["--trunk-caller"]);
    }, 60_000);
    afterAll(() => stage.close());

    async function place(
      caller: Party,
      callee: Party,
      sink: Sink,
    ): Promise<string> {
      return await program.call({
        caller: { number: caller.number },
        callee: { number: callee.number },
        sink: sink.url,
      });
    }

    /** A call brought to this state and held there by phones that wait, and by messages that get lost. */
    async function hold(
      state: State,
      at: Place,
      does: { caller: Does; callee: Does },
    ): Promise<Held> {
      const caller = await stage.party(at, does.caller);
      const callee = await stage.party(
        at === "inside" ? "outside" : "inside",
        does.callee,
      );
      const sink = await stage.sink();
      const lost = loseFor(state);
      const callId = await place(caller, callee, sink);
      await sink.reached(callId, REACHED[state]);
      if (state === "ending") program.end(callId).catch(() => undefined);
      if (lost !== undefined)
        await until(lost, () => `nothing was lost for ${state}`);
      return { state, at, callId, caller, callee, sink };
    }

    /** Loses one message that would lead out of the state; tells whether it came. */
    function loseFor(state: State): (() => boolean) | undefined {
      const lost: Partial<Record<State, [to: string, is: RegExp]>> = {
        created: ["pbx", /^Action: Originate\r$/im],
        ending: ["pbx", /^Action: Hangup\r$/im],
      };
      if (state === "created, the PBX has taken it") return loseAnswer();
      const found = lost[state];
      if (found === undefined) return undefined;
      const [to, is] = found;
      let hasCome = false;
      const stop = stage.ami.lose((passing) => {
        const fits = passing.to === to && is.test(passing.text);
        if (!fits) return false;
        hasCome = true;
        stop();
        return true;
      });
      return () => hasCome;
    }

    /** The PBX dials, and the gateway is told neither that it does nor anything that comes of it. */
    function loseAnswer(): () => boolean {
      let isOrdered = false;
      const stop = stage.ami.lose(({ to, text }) => {
        if (to === "pbx" && /^Action: Originate\r$/im.test(text)) {
          isOrdered = true;
          stop();
          // This message still goes.
          queueMicrotask(() => stage.ami.hold());
        }
        return false;
      });
      return () => isOrdered;
    }

    async function restart(): Promise<void> {
      await stage.gateway.kill9();
      stage.ami.heal();
      await stage.gateway.start();
    }

    /** Everything once or twice, in order, and no id for two. */
    function expectWhole({ sink, callId }: Held): void {
      const ids = sink.events(callId).map(({ id }) => id);
      const versions = ids.map((id) => Number(id.split(".").at(-1)));
      expect(versions).toEqual(versions.toSorted((one, other) => one - other));
      for (const id of ids) {
        const bodies = sink.taken.filter(
          ({ body }) => JSON.parse(body).id === id,
        );
        expect(bodies.length).toBeLessThanOrEqual(2);
        expect(new Set(bodies.map(({ body }) => body)).size).toBe(1);
      }
    }

    /** One call in each state with a caller inside and outside, `created` last: AMI is held for it. */
    async function crowd(
      does: (state: State) => { caller: Does; callee: Does },
    ): Promise<Held[]> {
      const held = await Promise.all(
        STATES.filter((state) => !state.startsWith("created")).flatMap(
          (state) =>
            (["inside", "outside"] as const).map((at) =>
              hold(state, at, does(state)),
            ),
        ),
      );
      held.push(await hold("created", "inside", does("created")));
      const taken = "created, the PBX has taken it";
      held.push(await hold(taken, "outside", does(taken)));
      return held;
    }

    /** Whoever rings does what they do. */
    async function goOn({ state, caller, callee }: Held): Promise<void> {
      const who: Partial<Record<State, Party>> = {
        "created, the PBX has taken it": caller,
        alerting_a: caller,
        alerting_b: callee,
      };
      const { phone } = who[state] ?? {};
      await phone?.waitFor(({ method }) => method === "INVITE");
      phone?.goOn();
    }

    async function endsOf(held: readonly Held[]) {
      const told: Record<string, string[]> = {};
      for (const each of held) {
        const { state, at, sink, callId } = each;
        told[`${state}, caller ${at}`] = await sink.ended(callId, 20_000);
        expectWhole(each);
      }
      return told;
    }

    /** Who ended it, as `ringback why` says. */
    async function endedBy({ callId }: Held): Promise<string> {
      const told = await stage.gateway.ringback(["why", callId, "--json"]);
      return memberOf(JSON.parse(told), "endedBy");
    }

    const both = (state: State, story: readonly string[]) => ({
      [`${state}, caller inside`]: story,
      [`${state}, caller outside`]: story,
    });

    it("for a moment: every call goes on where it was", async () => {
      const held = await crowd((state) => ({
        caller: ["alerting_a", "created, the PBX has taken it"].includes(state)
          ? LATER
          : ANSWERS,
        callee: state === "alerting_b" ? LATER : ANSWERS,
      }));
      await restart();
      // It asks the PBX for all of them at once: this one tells that it has.
      const taken = held.at(-1);
      await taken?.sink.reached(taken.callId, "callingCaller");
      for (const each of held) await goOn(each);
      for (const { state, sink, callId } of held)
        if (state !== "created" && state !== "ending")
          await sink.reached(callId, "connected");
      for (const { state, at, caller, callId } of held) {
        if (state === "created" || state === "ending") continue;
        // Some end by the phone, so that it is seen whose it is.
        if (at === "outside") caller.phone.hangUp();
        else expect(await program.end(callId)).toBe(204);
      }
      const whole = [...TALKED, "disconnected hangUp"];
      expect(await endsOf(held)).toEqual({
        ...both("alerting_a", whole),
        ...both("alerting_b", whole),
        ...both("active", whole),
        ...both("ending", whole),
        "created, caller inside": ["initiating", "failed"],
        "created, the PBX has taken it, caller outside": whole,
      });
      for (const each of held)
        if (each.at === "outside" && each.state !== "ending")
          expect([each.state, await endedBy(each)]).toEqual([
            each.state,
            "caller",
          ]);
    }, 120_000);

    it("for long, while all end: the PBX's records tell how, and for how long they talked", async () => {
      const held = await crowd((state) => ({
        caller:
          state === "created, the PBX has taken it" ? BUSY_LATER : ANSWERS,
        callee: state === "alerting_b" ? BUSY_LATER : ANSWERS,
        ...(state === "alerting_a" && { caller: LATER }),
      }));
      await stage.gateway.kill9();
      stage.ami.heal();
      for (const each of held) await goOn(each);
      for (const { state, at, caller, callee } of held) {
        if (state === "created") continue;
        const isBusy = ({ status }: SipMessage) => status === 486;
        if (state === "alerting_b") await callee.phone.waitFor(isBusy);
        else if (state.startsWith("created"))
          await caller.phone.waitFor(isBusy);
        else {
          await callee.phone.waitFor(({ method }) => method === "ACK");
          await sleep(state === "alerting_a" ? 1_200 : 0);
          (at === "inside" ? callee : caller).phone.hangUp();
        }
      }
      await sleep(300);
      await stage.gateway.start();
      const talked = [...TALKED, "disconnected hangUp"];
      expect(await endsOf(held)).toEqual({
        ...both("alerting_a", [...BEGUN, "connected", "disconnected hangUp"]),
        ...both("alerting_b", [...DIALLED, "disconnected calleeBusy"]),
        ...both("active", talked),
        ...both("ending", talked),
        "created, caller inside": ["initiating", "failed"],
        "created, the PBX has taken it, caller outside": [
          "initiating",
          "disconnected callerBusy",
        ],
      });
      for (const { state, sink, callId } of held) {
        const [connected, over] = sink.events(callId).slice(-2);
        if (connected?.data.status.state !== "connected") continue;
        const seconds = Number(over?.data.callDuration);
        expect([state, seconds]).toEqual([state, expect.any(Number)]);
        if (state === "alerting_a") expect(seconds).toBeGreaterThanOrEqual(1);
        expect(Date.parse(over?.data.timestamp ?? "")).toBeGreaterThanOrEqual(
          Date.parse(connected.data.timestamp),
        );
      }
    }, 120_000);

    it("with events that wait in the outbox: none is lost, none overtakes", async () => {
      let isDown = true;
      const sink = await stage.sink((_, response) => {
        response.writeHead(isDown ? 503 : 204).end();
      });
      const [caller, callee] = [await stage.inside(), await stage.outside()];
      const callId = await place(caller, callee, sink);
      await program.reached(callId, "connected");
      expect(sink.taken.length).toBeGreaterThan(0);
      expect(await program.end(callId)).toBe(204);
      await stage.gateway.kill9();
      isDown = false;
      const before = sink.taken.length;
      await stage.gateway.start();
      const told = () =>
        sink.taken.slice(before).map(({ body }) => JSON.parse(body).id);
      await until(
        () => new Set(told()).size === 5,
        () => `${told()}`,
      );
      const ids = [...new Set(told())];
      expect(ids).toEqual(sink.events(callId).map(({ id }) => id));
      expect(sink.story(callId)).toEqual([...TALKED, "disconnected hangUp"]);
    }, 60_000);

    it("the PBX killed and started again: every call has ended, and the sinks are told", async () => {
      const parties = async (callee: Does) => ({
        caller: await stage.inside(),
        callee: await stage.outside(callee),
        sink: await stage.sink(),
      });
      const talking = await parties(ANSWERS);
      const ringing = await parties(RINGS);
      const talk = await place(talking.caller, talking.callee, talking.sink);
      const ring = await place(ringing.caller, ringing.callee, ringing.sink);
      await talking.sink.reached(talk, "connected");
      await ringing.sink.reached(ring, "callingCallee");
      await stage.pbx.kill9();
      await stage.pbx.restart();
      expect(await talking.sink.ended(talk)).toEqual([
        ...TALKED,
        "disconnected hangUp",
      ]);
      expect(await ringing.sink.ended(ring)).toEqual([
        ...DIALLED,
        "disconnected other",
      ]);
      // Calls go on being made.
      const next = await parties(ANSWERS);
      const again = await place(next.caller, next.callee, next.sink);
      await next.sink.reached(again, "connected");
      expect(await program.end(again)).toBe(204);
    }, 60_000);
  },
);
