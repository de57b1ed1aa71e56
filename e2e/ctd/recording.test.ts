/** Recordings of programs' calls: what comes back is what the phones said, from the bridge on and no sooner. */
import { randomUUID } from "node:crypto";
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
  soundOfMp3,
  soundOfMuLaw,
  stretch,
} from "./sound.ts";
import { type Does, openStage, type Stage } from "./stage.ts";

const LOW_HZ = 440;
const HIGH_HZ = 1_000;
const NOBODY_HZ = 1_700;
/** Of Asterisk's own sound. */
const BEEP_HZ = 700;
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
  const recording = {
    ...{ spool, store, finishTimeoutMs: 1_500, pollMs: 50 },
    // Eight seconds.
    maxBytes: 131_072,
  };
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

/** What is asked of a recording that is there (`getrecording_success` of the published tests), and what it sounds like. */
async function fetched(
  callId: string,
  by: Program,
  contentType = "audio/wav",
): Promise<Sound> {
  const correlator = randomUUID();
  const { status, headers, body } = await by.ask(
    "GET",
    `/calls/${callId}/recording`,
    { headers: { "x-correlator": correlator } },
  );
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("x-correlator")).toBe(correlator);
  expect(memberOf(body, "callId")).toBe(callId);
  expect(memberOf(body, "contentType")).toBe(contentType);
  const generatedAt = memberOf(body, "generatedAt");
  expect(generatedAt).toBe(new Date(generatedAt).toISOString());
  expect(Date.now() - Date.parse(generatedAt)).toBeLessThan(60_000);
  const content = Buffer.from(memberOf(body, "content"), "base64");
  return contentType === "audio/wav" ? soundOf(content) : soundOfMp3(content);
}

async function expectNone(callId: string, by: Program): Promise<void> {
  const answer = await by.ask("GET", `/calls/${callId}/recording`);
  expect(answer.status).toBe(404);
  expect(answer.body).toMatchObject({ status: 404, code: "NOT_FOUND" });
}

/** Without the ends, where one of them speaks already, or still. */
function windowsOf(sound: Sound): Sound[] {
  const found: Sound[] = [];
  for (let at = 0.25; at + 0.1 <= secondsOf(sound) - 0.25; at += 0.1) {
    found.push(stretch(sound, at, at + 0.1));
  }
  return found;
}

/** Both voices all the way, half and half, and no other. A busy machine may lose a moment of one. */
function expectBothVoices(sound: Sound): void {
  const all = windowsOf(sound);
  const clean = all.filter((each) => {
    const [low, high] = [shareOf(each, LOW_HZ), shareOf(each, HIGH_HZ)];
    return low > 0.35 && high > 0.35 && 1 - low - high < 0.05;
  });
  expect(clean.length / all.length).toBeGreaterThan(0.7);
  for (const each of clean)
    expect(shareOf(each, NOBODY_HZ)).toBeLessThan(0.001);
}

async function expectNothingSpooled(callId: string): Promise<void> {
  const spooled = async () =>
    (await readdir(folders[0] ?? "")).filter((each) => each.includes(callId));
  await expect.poll(spooled).toEqual([]);
}

/** Beside the running gateway: who fetched it is told, and then it is gone. */
async function expectErasable(callId: string, by: Program): Promise<void> {
  const { ringback } = stage.gateway;
  const show = ["recordings", "show", callId, "--json"];
  await expect
    .poll(async () => JSON.parse(await ringback(show)))
    .toMatchObject({
      state: "success",
      trail: [{ act: "read", address: "127.0.0.1", ended: "whole" }],
    });
  const removed = await ringback(["recordings", "remove", callId]);
  expect(removed).toBe(`${callId}: the recording is erased.`);
  await expectNone(callId, by);
  const kept = await readdir(folders[1] ?? "");
  expect(kept.filter((each) => each.includes(callId))).toEqual([]);
  expect(JSON.parse(await ringback(show))).toMatchObject({
    ...{ state: "removed", file: null, bytes: null },
    trail: [{ act: "read" }, { act: "removal", ended: "whole" }],
  });
  const why = await ringback(["why", callId]);
  expect(why).toContain("an admin removed it; it was fetched once.");
}

/** What Asterisk needs to beep; telephone systems in the field load all there is. */
const BEEPERS = [
  ...["codec_resample", "codec_gsm", "format_gsm", "app_chanspy"],
  ...["app_playback", "func_groupcount", "func_uri", "func_periodic_hook"],
];
/** The second beep comes after 15 seconds. */
const BEEPING_MS = 16_500;

type LongCall = { callId: string; by: Program; heard: readonly Sound[] };

/** A call of a program that wants beeps; settles, when it is over, with what both have heard. */
async function talkLong(): Promise<LongCall> {
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
  const heard = [one, other].map(({ phone }) => soundOfMuLaw(phone.sound()));
  return { callId, by: beeping, heard };
}

function hasBeep(sound: Sound): boolean {
  return windowsOf(sound).some((each) => shareOf(each, BEEP_HZ) > 0.02);
}

const ENDS_SOON: Does = { ...CALLEE, talkMs: TALK_MS };

describe.runIf(inject("suites").includes("sid"))("a recording", () => {
  // It takes its time, while the others take theirs.
  let long: Promise<LongCall>;
  beforeAll(() => {
    long = talkLong();
    long.catch(() => undefined);
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
    await expectErasable(callId, program);
  }, 40_000);

  it("is heard as a beep by both, where the program wants it", async () => {
    const { heard } = await long;
    expect(heard.map(hasBeep)).toEqual([true, true]);
  }, 40_000);

  it("too large for what can be carried is MP3 with the same voices", async () => {
    const { callId, by } = await long;
    expect(await resultOf(callId)).toBe("success");
    const sound = await fetched(callId, by, "audio/mpeg");
    expect(secondsOf(sound)).toBeGreaterThan(BEEPING_MS / 1000 - 0.5);
    expect(secondsOf(sound)).toBeLessThan(BEEPING_MS / 1000 + 2);
    expectBothVoices(stretch(sound, 0.2, secondsOf(sound) - 0.2));
  });

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
