/** How calls end, as the sink, `GET` and the phones themselves tell it: every reason of the definition, and `failed`. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import type { Place } from "./accounts.ts";
import { dialogueOf } from "./dialogue.ts";
import { CASES, type Case, GAVE_UP, RINGS } from "./endings.ts";
import type { Program } from "./program.ts";
import { openStage, type Stage } from "./stage.ts";

const PLACES: readonly Place[] = ["inside", "outside"];

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
    await nobodyTalks();
    for (const { caller, callee } of parties) {
      expect([[], GAVE_UP]).toContainEqual(dialogueOf(caller.phone));
      expect(dialogueOf(callee.phone)).toEqual([]);
    }
  }, 30_000);

  it("hangUp: DELETE while the PBX is away is 503, they talk on, and it is ended when the PBX is back", async () => {
    const sink = await stage.sink();
    const [caller, callee] = [await stage.inside(), await stage.outside()];
    const callId = await program.call({
      caller: { number: caller.number },
      callee: { number: callee.number },
      sink: sink.url,
    });
    await sink.reached(callId, "connected");
    stage.ami.cut();
    for (let i = 0; i < 2; i++) {
      expect(await program.end(callId)).toBe(503);
      expect(await program.statusOf(callId)).toBe("connected");
    }
    await sleep(500);
    expect(await stage.pbx.cli("core show channels")).toMatch(
      /^[1-9]\d* active channel/m,
    );
    expect(sink.story(callId).at(-1)).toBe("connected");
    stage.ami.heal();
    expect((await sink.ended(callId)).at(-1)).toBe("disconnected hangUp");
    await nobodyTalks();
    expect(await program.end(callId)).toBe(409);
  }, 30_000);

  async function nobodyTalks(): Promise<void> {
    await vi.waitUntil(
      async () =>
        /^0 active channels/m.test(await stage.pbx.cli("core show channels")),
      { timeout: 5_000, interval: 200 },
    );
  }
});
