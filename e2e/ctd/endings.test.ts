/** How calls end, as the sink, `GET` and the phones themselves tell it: every reason of the definition, and `failed`. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import type { Place } from "./accounts.ts";
import { dialogueOf } from "./dialogue.ts";
import type { Program } from "./program.ts";
import { type Does, openStage, type Stage } from "./stage.ts";

const PLACES: readonly Place[] = ["inside", "outside"];
const ANSWERS: Does = { kind: "answers" };
const RINGS: Does = { kind: "rings" };

type Case = {
  title: string;
  caller: Does;
  callee?: Does;
  /** Where that matters. */
  at?: { a: Place; b: Place };
  /** `DELETE` once the sink was told this. */
  endedAt?: string;
  story: string[];
  /** What the phones said and got. */
  callers: string[];
  callees?: string[];
  /** Least seconds of `callDuration`. */
  seconds?: number;
};

const BEGUN = ["initiating", "callingCaller"];
const DIALLED = [...BEGUN, "callingCallee"];
const TALKED = [...DIALLED, "connected"];
const RANG = ["got INVITE", "said 180"];
const ANSWERED = [...RANG, "said 200"];
const GAVE_UP = [...RANG, "got CANCEL", "said 487"];

const CASES: readonly Case[] = [
  {
    title: "hangUp: the caller hangs up",
    caller: { kind: "answers", talkMs: 2_600 },
    callee: ANSWERS,
    story: [...TALKED, "disconnected hangUp"],
    callers: [...ANSWERED, "said BYE"],
    callees: [...ANSWERED, "got BYE"],
    seconds: 1,
  },
  {
    title: "hangUp: the callee hangs up",
    caller: ANSWERS,
    callee: { kind: "answers", talkMs: 2_300 },
    story: [...TALKED, "disconnected hangUp"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...ANSWERED, "said BYE"],
    seconds: 2,
  },
  {
    title: "hangUp: DELETE while both talk",
    caller: ANSWERS,
    callee: ANSWERS,
    endedAt: "connected",
    story: [...TALKED, "disconnected hangUp"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...ANSWERED, "got BYE"],
  },
  {
    title: "hangUp: DELETE while the callee rings",
    caller: ANSWERS,
    callee: RINGS,
    endedAt: "callingCallee",
    story: [...DIALLED, "disconnected hangUp"],
    callers: [...ANSWERED, "got BYE"],
    callees: GAVE_UP,
  },
  {
    title: "hangUp: DELETE while the caller rings",
    caller: RINGS,
    endedAt: "callingCaller",
    story: [...BEGUN, "disconnected hangUp"],
    callers: GAVE_UP,
  },
  {
    title: "callerBusy",
    caller: { kind: "busy" },
    story: [...BEGUN, "disconnected callerBusy"],
    callers: [...RANG, "said 486"],
  },
  {
    title: "callerNoAnswer: rings out",
    caller: RINGS,
    story: [...BEGUN, "disconnected callerNoAnswer"],
    callers: GAVE_UP,
  },
  {
    title: "callerNoAnswer: the trunk gives up first",
    caller: RINGS,
    at: { a: "hasty", b: "inside" },
    story: [...BEGUN, "disconnected callerNoAnswer"],
    callers: GAVE_UP,
  },
  {
    title: "callerNoAnswer: temporarily unavailable",
    caller: { kind: "unavailable" },
    story: [...BEGUN, "disconnected callerNoAnswer"],
    callers: [...RANG, "said 480"],
  },
  {
    title: "callerFailure: no such user",
    caller: { kind: "unknown" },
    story: [...BEGUN, "disconnected callerFailure"],
    callers: [...RANG, "said 404"],
  },
  {
    title: "callerFailure: overloaded",
    caller: { kind: "overloaded" },
    story: [...BEGUN, "disconnected callerFailure"],
    callers: [...RANG, "said 503"],
  },
  {
    title: "callerFailure: the phone is dead",
    caller: { kind: "dead" },
    story: [...BEGUN, "disconnected callerFailure"],
    callers: ["got INVITE"],
  },
  {
    title: "callerAbandon",
    caller: { kind: "answers", talkMs: 900 },
    callee: RINGS,
    story: [...DIALLED, "disconnected callerAbandon"],
    callers: [...ANSWERED, "said BYE"],
    callees: GAVE_UP,
  },
  {
    title: "calleeBusy",
    caller: ANSWERS,
    callee: { kind: "busy" },
    story: [...DIALLED, "disconnected calleeBusy"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 486"],
  },
  {
    title: "calleeNoAnswer: rings out",
    caller: ANSWERS,
    callee: RINGS,
    story: [...DIALLED, "disconnected calleeNoAnswer"],
    callers: [...ANSWERED, "got BYE"],
    callees: GAVE_UP,
  },
  {
    title: "calleeNoAnswer: the trunk gives up first",
    caller: ANSWERS,
    callee: RINGS,
    at: { a: "inside", b: "hasty" },
    story: [...DIALLED, "disconnected calleeNoAnswer"],
    callers: [...ANSWERED, "got BYE"],
    callees: GAVE_UP,
  },
  {
    title: "calleeNoAnswer: temporarily unavailable",
    caller: ANSWERS,
    callee: { kind: "unavailable" },
    story: [...DIALLED, "disconnected calleeNoAnswer"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 480"],
  },
  {
    title: "calleeFailure: no such number",
    caller: ANSWERS,
    callee: { kind: "unknown" },
    story: [...DIALLED, "disconnected calleeFailure"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 404"],
  },
  {
    title: "calleeFailure: overloaded",
    caller: ANSWERS,
    callee: { kind: "overloaded" },
    story: [...DIALLED, "disconnected calleeFailure"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 503"],
  },
  {
    title: "other: the caller declines",
    caller: { kind: "declines" },
    story: [...BEGUN, "disconnected other"],
    callers: [...RANG, "said 603"],
  },
  {
    title: "other: the callee declines",
    caller: ANSWERS,
    callee: { kind: "declines" },
    story: [...DIALLED, "disconnected other"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 603"],
  },
];

describe.skipIf(!inject("suites").includes("sid"))("calls of programs", () => {
  let stage: Stage;
  let program: Program;
  beforeAll(async () => {
    stage = await openStage({
      accounts: 2 * CASES.length + 9,
      config: {
        ctd: { dialTimeoutSeconds: 5 },
        pbx: { actionTimeoutMs: 3_000 },
      },
    });
    program = await stage.program(["--trunk-caller"]);
  }, 60_000);
  afterAll(() => stage.close());

  async function play(played: Case & { at: { a: Place; b: Place } }) {
    const caller = await stage.party(played.at.a, played.caller);
    const callee = await stage.party(played.at.b, played.callee);
    const sink = await stage.sink();
    const callId = await program.call({
      caller: { number: caller.number },
      callee: { number: callee.number },
      sink: sink.url,
    });
    if (played.endedAt !== undefined) {
      await sink.reached(callId, played.endedAt);
      // A phone that is asked to ring has yet to.
      await sleep(400);
      expect(await program.end(callId)).toBe(204);
      expect(await program.statusOf(callId)).toBe("disconnected");
    }
    expect(await sink.ended(callId)).toEqual(played.story);
    const events = sink.events(callId);
    const ids = events.map(({ id }) => id);
    expect(ids).toEqual(sink.taken.map(({ body }) => JSON.parse(body).id));
    expect(new Set(ids).size).toBe(ids.length);
    const times = events.map(({ data }) => Date.parse(data.timestamp));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const last = events.at(-1)?.data;
    const seconds = Number(last?.callDuration);
    expect(seconds).toBeGreaterThanOrEqual(played.seconds ?? 0);
    expect(seconds).toBeLessThanOrEqual((played.seconds ?? 0) + 1);
    expect(await program.statusOf(callId)).toBe("disconnected");
    expect(dialogueOf(caller.phone)).toEqual(played.callers);
    expect(dialogueOf(callee.phone)).toEqual(played.callees ?? []);
    await Promise.all([caller.leave(), callee.leave(), sink.stop()]);
  }

  it.concurrent("failed: the PBX never got the order, and no phone rings", async () => {
    const caller = await stage.inside();
    const callee = await stage.outside();
    const sink = await stage.sink();
    stage.ami.lose(
      ({ to, text }) =>
        to === "pbx" &&
        /^Action: Originate\r$/im.test(text) &&
        text.includes(caller.endpoint),
    );
    const callId = await program.call({
      caller: { number: caller.number },
      callee: { number: callee.number },
      sink: sink.url,
    });
    expect(await sink.ended(callId, 30_000)).toEqual(["initiating", "failed"]);
    expect(sink.taken).toHaveLength(2);
    expect(await program.statusOf(callId)).toBe("failed");
    expect(await program.end(callId)).toBe(409);
    expect(dialogueOf(caller.phone)).toEqual([]);
    expect(dialogueOf(callee.phone)).toEqual([]);
  }, 40_000);

  for (const [index, played] of CASES.entries()) {
    // Every place is somebody's, without four times the calls.
    const { a, b } = played.at ?? {
      a: PLACES[index % 2] ?? "inside",
      b: PLACES[(index >> 1) % 2] ?? "inside",
    };
    it.concurrent(
      `${played.title} (${a} to ${b})`,
      () => play({ ...played, at: { a, b } }),
      30_000,
    );
  }

  it("hangUp: DELETE at once, before or while the PBX is told", async () => {
    const sink = await stage.sink();
    const parties = await Promise.all(
      Array.from({ length: 6 }, async () => ({
        caller: await stage.inside(RINGS),
        callee: await stage.outside(),
      })),
    );
    const calls = await Promise.all(
      parties.map(async ({ caller, callee }, index) => {
        const callId = await program.call({
          caller: { number: caller.number },
          callee: { number: callee.number },
          sink: sink.url,
        });
        await sleep(4 * index);
        expect(await program.end(callId)).toBe(204);
        return callId;
      }),
    );
    for (const callId of calls) {
      const [first, ...others] = await sink.ended(callId);
      expect(first).toBe("initiating");
      expect(others.at(-1)).toBe("disconnected hangUp");
    }
    // Nobody's phone rings on.
    await vi.waitUntil(
      async () =>
        /^0 active channels/m.test(await stage.pbx.cli("core show channels")),
      { timeout: 5_000, interval: 200 },
    );
    for (const { caller, callee } of parties) {
      expect([[], GAVE_UP]).toContainEqual(dialogueOf(caller.phone));
      expect(dialogueOf(callee.phone)).toEqual([]);
    }
  }, 30_000);
});
