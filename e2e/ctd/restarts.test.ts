/** The gateway killed with a call in every state, and the PBX killed while people talk: what the sinks are told, and that the calls go on. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { SipMessage } from "../asterisk/phones.ts";
import { until } from "../faults/world.ts";
import {
  crowd,
  expectWhole,
  goOn,
  type Held,
  place,
  type State,
} from "./held.ts";
import { memberOf, type Program } from "./program.ts";
import { type Does, openStage, type Stage } from "./stage.ts";

const ANSWERS: Does = { kind: "answers" };
const RINGS: Does = { kind: "rings" };
/** They ring until they are told to go on. */
const LATER: Does = { kind: "answers", isTold: true };
const BUSY_LATER: Does = { kind: "busy", isTold: true };

const BEGUN = ["initiating", "callingCaller"];
const DIALLED = [...BEGUN, "callingCallee"];
const TALKED = [...DIALLED, "connected"];

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

    async function restart(): Promise<void> {
      await stage.gateway.kill9();
      stage.ami.heal();
      await stage.gateway.start();
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
      const held = await crowd({ stage, program }, (state) => ({
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
      const held = await crowd({ stage, program }, (state) => ({
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
      const callId = await place(program, caller, callee, sink);
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
      const talk = await place(
        program,
        talking.caller,
        talking.callee,
        talking.sink,
      );
      const ring = await place(
        program,
        ringing.caller,
        ringing.callee,
        ringing.sink,
      );
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
      const again = await place(program, next.caller, next.callee, next.sink);
      await next.sink.reached(again, "connected");
      expect(await program.end(again)).toBe(204);
    }, 60_000);
  },
);
