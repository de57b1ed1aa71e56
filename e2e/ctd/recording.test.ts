/** Recordings of programs' calls: what comes back is what the phones said, from the bridge on and no sooner. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { MASKS, type Place } from "./accounts.ts";
import { memberOf, type Program } from "./program.ts";
import type { Sink } from "./sink.ts";
import {
  type Sound,
  secondsOf,
  shareOf,
  soundOf,
  soundOfMuLaw,
  stretch,
} from "./sound.ts";
import { type Does, openStage, type Stage } from "./stage.ts";

const LOW_HZ = 440;
const HIGH_HZ = 1_000;
const NOBODY_HZ = 700;
const TALK_MS = 1_500;
/** The caller speaks all the while the callee's phone rings. */
const RING_MS = 1_200;

const CALLER: Does = { kind: "answers", ringMs: 50, toneHz: LOW_HZ };
const CALLEE: Does = { kind: "answers", ringMs: RING_MS, toneHz: HIGH_HZ };

let stage: Stage;
let sink: Sink;
let program: Program;
let masking: Program;
const folders: string[] = [];

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "ringback-recordings-"));
  folders.push(path);
  return path;
}

beforeAll(async () => {
  const [spool, store] = [await folder(), await folder()];
  const recording = { spool, store, finishTimeoutMs: 1_500, pollMs: 50 };
  stage = await openStage({ config: { recording } });
  sink = await stage.sink();
  program = await stage.program(["--trunk-caller"]);
  masking = await stage.program(MASKS.flatMap((each) => ["--mask", each]));
}, 120_000);
afterAll(async () => {
  await stage.close();
  for (const path of folders) await rm(path, { recursive: true });
});

/** Rings both; gives the id of their recorded call. */
async function record(
  by: Program,
  { a, b }: { a: Place; b: Place },
  { caller = CALLER, callee = CALLEE }: { caller?: Does; callee?: Does } = {},
): Promise<string> {
  const one = await stage.party(a, caller);
  const other = await stage.party(b, callee);
  return await by.call({
    caller: { number: one.number },
    callee: { number: other.number },
    sink: sink.url,
    recordingEnabled: true,
  });
}

async function resultOf(callId: string): Promise<string | undefined> {
  await sink.ended(callId);
  return sink.events(callId).at(-1)?.data.recordingResult;
}

async function fetched(callId: string, by: Program): Promise<Sound> {
  const { status, body } = await by.ask("GET", `/calls/${callId}/recording`);
  expect(status).toBe(200);
  expect(memberOf(body, "contentType")).toBe("audio/wav");
  return soundOf(Buffer.from(memberOf(body, "content"), "base64"));
}

async function expectNone(callId: string, by: Program): Promise<void> {
  const answer = await by.ask("GET", `/calls/${callId}/recording`);
  expect(answer.status).toBe(404);
  expect(answer.body).toMatchObject({ status: 404, code: "NOT_FOUND" });
}

/** Both voices all the way, half and half, and nothing else. */
function expectBothVoices(sound: Sound): void {
  // The ends of the conversation are where one of them speaks already, or still.
  const end = secondsOf(sound) - 0.25;
  for (let at = 0.25; at + 0.2 <= end; at += 0.2) {
    const part = stretch(sound, at, at + 0.2);
    const [low, high] = [shareOf(part, LOW_HZ), shareOf(part, HIGH_HZ)];
    expect(low).toBeGreaterThan(0.35);
    expect(high).toBeGreaterThan(0.35);
    expect(low + high).toBeGreaterThan(0.95);
    expect(shareOf(part, NOBODY_HZ)).toBeLessThan(0.001);
  }
}

async function expectNothingSpooled(callId: string): Promise<void> {
  const spooled = async () =>
    (await readdir(folders[0] ?? "")).filter((each) => each.includes(callId));
  await expect.poll(spooled).toEqual([]);
}

/** What Asterisk needs to beep; telephone systems in the field load all there is. */
const BEEPERS = [
  ...["codec_resample", "codec_gsm", "format_gsm", "app_chanspy"],
  ...["app_playback", "func_groupcount", "func_uri", "func_periodic_hook"],
];
/** The second beep comes after 15 seconds. */
const BEEPING_MS = 16_500;

/** A call of a program that wants beeps; settles with what both have heard when it is over. */
async function hearBeeps(): Promise<Sound[]> {
  for (const each of BEEPERS) await stage.pbx.cli(`module load ${each}.so`);
  const beeping = await stage.program(["--beep"]);
  const one = await stage.inside({ kind: "answers", toneHz: LOW_HZ });
  const other = await stage.inside({ ...ENDS_SOON, talkMs: BEEPING_MS });
  const callId = await beeping.call({
    caller: { number: one.number },
    callee: { number: other.number },
    sink: sink.url,
    recordingEnabled: true,
  });
  await sink.ended(callId, BEEPING_MS + 10_000);
  return [one, other].map(({ phone }) => soundOfMuLaw(phone.sound()));
}

/** Whether something else than the voices is heard for a fifth of a second on end. */
function hasBeep(sound: Sound): boolean {
  const strange: boolean[] = [];
  for (let at = 1; at + 0.1 < secondsOf(sound) - 0.3; at += 0.1) {
    const part = stretch(sound, at, at + 0.1);
    strange.push(shareOf(part, LOW_HZ) + shareOf(part, HIGH_HZ) < 0.98);
  }
  return strange.some((each, index) => each && strange[index + 1] === true);
}

const ENDS_SOON: Does = { ...CALLEE, talkMs: TALK_MS };

describe.runIf(inject("suites").includes("sid"))("a recording", () => {
  // It takes its time, while the others take theirs.
  let beeps: Promise<Sound[]>;
  beforeAll(() => {
    beeps = hearBeeps();
    beeps.catch(() => undefined);
  });

  it.each([
    ["inside", "inside", "shown"],
    ["inside", "outside", "masked"],
    ["outside", "inside", "shown"],
  ] as const)(
    "from %s to %s, numbers %s: both voices, from the bridge to the end",
    async (a, b, numbers) => {
      const by = numbers === "masked" ? masking : program;
      const callId = await record(by, { a, b }, { callee: ENDS_SOON });
      await sink.reached(callId, "connected");
      await expectNone(callId, by);
      expect(await resultOf(callId)).toBe("success");
      const sound = await fetched(callId, by);
      expect(secondsOf(sound)).toBeGreaterThan(TALK_MS / 1000 - 0.3);
      // Not a moment of the ringing.
      expect(secondsOf(sound)).toBeLessThan(TALK_MS / 1000 + 0.4);
      expectBothVoices(sound);
      await expectNone(callId, by === program ? masking : program);
      await expectNothingSpooled(callId);
    },
  );

  it("of two who never talked is none, and the last event comes at once", async () => {
    const places = { a: "inside", b: "inside" } as const;
    const callId = await record(program, places, { callee: { kind: "busy" } });
    expect(await resultOf(callId)).toBe("noRecord");
    await expectNone(callId, program);
    await expectNothingSpooled(callId);
  });

  it("outlives the gateway: killed while they talk, and gone when they hang up", async () => {
    const places = { a: "inside", b: "inside" } as const;
    const callId = await record(program, places, { callee: ENDS_SOON });
    await sink.reached(callId, "connected");
    await stage.gateway.kill9();
    await sleep(TALK_MS + 300);
    await stage.gateway.start();
    expect(await resultOf(callId)).toBe("success");
    expectBothVoices(await fetched(callId, program));
    await expectNothingSpooled(callId);
  });

  it("is heard as a beep by both, where the program wants it", async () => {
    const heard = await beeps;
    expect(heard.map(hasBeep)).toEqual([true, true]);
  }, 40_000);

  it("that was cut off with the PBX has failed, and what is left of it is removed", async () => {
    const places = { a: "inside", b: "inside" } as const;
    const callId = await record(program, places);
    await sink.reached(callId, "connected");
    await sleep(1_000);
    await stage.pbx.kill9();
    await stage.pbx.restart();
    expect(await resultOf(callId)).toBe("fail");
    await expectNone(callId, program);
    await expectNothingSpooled(callId);
  });
});
