/** Recorded calls that end while the gateway is killed again and again: each recording is told once and is there, or was never to be. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { memberOf, type Program } from "../ctd/program.ts";
import type { Sink } from "../ctd/sink.ts";
import { secondsOf, soundOf } from "../ctd/sound.ts";
import { openStage, type Stage } from "../ctd/stage.ts";

const CALLS = Number(process.env.SOAK_CALLS ?? 12);
const KILLS = Number(process.env.SOAK_KILLS ?? 8);

function upTo(least: number, most: number): number {
  return Math.round(least + (most - least) * Math.random());
}

describe.skipIf(!inject("suites").includes("sid"))("recordings", () => {
  let stage: Stage;
  let program: Program;
  let spool: string;
  let store: string;
  beforeAll(async () => {
    spool = await mkdtemp(join(tmpdir(), "ringback-spool-"));
    store = await mkdtemp(join(tmpdir(), "ringback-store-"));
    // A file is seen to right behind its call, so that kills find the gateway at it.
    const recording = { spool, store, settleMs: 50, pollMs: 20 };
    stage = await openStage({ accounts: CALLS * 2, config: { recording } });
    program = await stage.program();
  }, 120_000);
  afterAll(async () => {
    await stage.close();
    for (const path of [spool, store]) await rm(path, { recursive: true });
  });

  async function begin(index: number, sink: Sink): Promise<string> {
    const caller = await stage.inside();
    const isBusy = index % 4 === 3;
    const callee = await stage.inside(
      isBusy
        ? { kind: "busy", ringMs: upTo(2_000, 6_000) }
        : { kind: "answers", talkMs: upTo(1_500, 7_500) },
    );
    return await program.call({
      caller: { number: caller.number },
      callee: { number: callee.number },
      sink: sink.url,
      recordingEnabled: true,
    });
  }

  it("outlive a gateway that dies at any moment", async () => {
    const sink = await stage.sink();
    const calls: string[] = [];
    for (let n = 0; n < CALLS; n += 1) calls.push(await begin(n, sink));
    for (let n = 0; n < KILLS; n += 1) {
      await sleep(700 * Math.random());
      await stage.gateway.kill9();
      await stage.gateway.start();
    }
    for (const [index, callId] of calls.entries()) {
      await sink.ended(callId, 60_000);
      const { recordingResult } = sink.events(callId).at(-1)?.data ?? {};
      expect(recordingResult).toBe(index % 4 === 3 ? "noRecord" : "success");
      const path = `/calls/${callId}/recording`;
      const { status, body } = await program.ask("GET", path);
      expect(status).toBe(recordingResult === "success" ? 200 : 404);
      if (status !== 200) continue;
      const wav = Buffer.from(memberOf(body, "content"), "base64");
      expect(secondsOf(soundOf(wav))).toBeGreaterThan(1);
    }
    const told = calls.filter((_, index) => index % 4 !== 3);
    expect((await readdir(store)).toSorted()).toEqual(
      told.map((callId) => `${callId}.wav`).toSorted(),
    );
    await expect.poll(() => readdir(spool)).toEqual([]);
  }, 180_000);
});
