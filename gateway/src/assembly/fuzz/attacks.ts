/** One attack on one door: so many bad things, some at once, each with its right answer. */
import type { Socket } from "node:net";
import fc from "fast-check";
import { type BadFrame, badFrames } from "./bad-frames.ts";
import { type BadRequest, guessBody, type HttpDoor } from "./bad-requests.ts";
import { type BadUpgrade, badUpgrades } from "./bad-upgrades.ts";
import { connectTo, RawLive, textFrame } from "./raw-live.ts";
import type { Victim } from "./victim.ts";

/** Does the next bad thing; throws where the answer was not the right one. */
type Attack<T> = {
  bad: fc.Arbitrary<T>;
  /** One of the attackers, who work side by side. */
  attacker: () => (bad: T) => Promise<void>;
};

/** `passed`: called after each batch with how many there have been. */
export type Run = (
  count: number,
  seed: number,
  passed: (done: number) => Promise<void>,
) => Promise<void>;

const AT_ONCE = 32;
const BATCH = 400;
const HEARTBEAT = textFrame('{"type":"heartbeat"}');
/** So that no attacker is taken for a flood by being quick. */
const FRAMES_PER_SOCKET = 300;

function run<T>(attack: Attack<T>): Run {
  return async (count, seed, passed) => {
    const attackers = Array.from({ length: AT_ONCE }, attack.attacker);
    for (let done = 0; done < count; ) {
      const numRuns = Math.min(BATCH, count - done);
      const queue = fc.sample(attack.bad, { numRuns, seed: seed + done });
      await Promise.all(
        attackers.map(async (strike) => {
          for (let bad = queue.pop(); bad !== undefined; bad = queue.pop())
            await strike(bad);
        }),
      );
      done += numRuns;
      await passed(done);
    }
  };
}

export const attackHttp = (
  { origin }: Victim,
  token: string,
  door: HttpDoor,
): Run =>
  run({
    bad: door.bad(token),
    attacker: () => (bad) => request(origin, door, bad),
  });

export const attackUpgrade = ({ origin }: Victim, token: string): Run =>
  run({
    bad: badUpgrades(token),
    attacker: () => (bad) => upgrade(origin, bad),
  });

export const attackFrames = ({ origin }: Victim, token: string): Run =>
  run({ bad: badFrames, attacker: () => frameAttacker(origin, token) });

async function request(
  origin: string,
  door: HttpDoor,
  bad: BadRequest,
): Promise<void> {
  const { method, headers, path = door.path } = bad;
  const body = bad.guesses ? guessBody(await nonce(origin)) : bad.body;
  const answer = await fetch(origin + path, {
    method,
    headers,
    ...(method !== "GET" && body !== undefined && { body }),
  });
  const text = await answer.text();
  const { status } = answer;
  if (status === door.mayGive) return;
  const isRefusal = status >= 400 && status < 500;
  if (!isRefusal || !door.isEnvelope(parsed(text)))
    throw wrong(path, { method, headers, body }, `${status} ${text}`);
}

async function nonce(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/challenge`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"aor":"alice@pbx.example"}',
  });
  const body: unknown = await answer.json();
  const value =
    typeof body === "object" && body !== null && "nonce" in body && body.nonce;
  if (typeof value !== "string") throw wrong("/challenge", "", answer.status);
  return value;
}

async function upgrade(origin: string, bad: BadUpgrade): Promise<void> {
  const socket = connectTo(origin);
  // It may be reset while we write; what was answered until then tells.
  socket.on("error", () => undefined);
  socket.write(bad.head, "latin1");
  if (bad.statuses === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    socket.resetAndDestroy();
    return;
  }
  const answer = await everything(socket);
  socket.resetAndDestroy();
  const [, status] = /^HTTP\/1\.1 (\d{3}) [^\r]*\r\n/.exec(answer) ?? [];
  if (!bad.statuses.includes(Number(status)))
    throw wrong("upgrade", bad.head, answer);
}

/** All that comes until the other side ends. */
function everything(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
    });
    socket.on("error", () => resolve(text));
    socket.on("end", () => resolve(text));
    socket.on("close", () => resolve(text));
  });
}

/** Keeps its socket as long as the gateway must. */
function frameAttacker(origin: string, token: string) {
  let live: RawLive | undefined;
  let left = 0;
  return async (bad: BadFrame): Promise<void> => {
    if (live === undefined || left === 0) {
      live?.drop();
      live = await RawLive.open(origin, token);
      left = FRAMES_PER_SOCKET;
      await said(live, ["call_snapshot"], bad);
    }
    left -= 1;
    live.write(bad.bytes);
    if (typeof bad.answer === "object") {
      await closed(live, bad.answer, bad);
      live.drop();
      live = undefined;
      return;
    }
    live.write(HEARTBEAT);
    const answers = bad.answer === undefined ? [] : [bad.answer];
    await said(live, [...answers, "heartbeat.ack"], bad);
  };
}

/** The next words are these and no others, in any order: one that needs the database is overtaken. Of a call_error, its errorType. */
async function said(
  live: RawLive,
  expected: readonly string[],
  bad: BadFrame,
): Promise<void> {
  const missing = [...expected];
  while (missing.length > 0) {
    const heard = await live.next();
    const type = heard.kind === "text" ? typeOf(heard.text) : "";
    const at = missing.indexOf(type);
    if (at >= 0) missing.splice(at, 1);
    // The gateway asks for a sign of life when it likes.
    else if (type !== "heartbeat") throw wrong(`${missing}`, shown(bad), heard);
  }
}

/** What is said before the goodbye is of no matter. */
async function closed(
  live: RawLive,
  codes: readonly number[],
  bad: BadFrame,
): Promise<void> {
  for (;;) {
    const heard = await live.next();
    if (heard.kind === "text") continue;
    if (codes.includes(heard.code)) return;
    throw wrong(`close ${codes}`, shown(bad), heard);
  }
}

function typeOf(text: string): string {
  const { type, payload } = JSON.parse(text);
  return type === "call_error" ? payload.errorType : type;
}

function shown({ bytes }: BadFrame): string {
  return bytes.subarray(0, 300).toString("hex");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrong(where: string, sent: unknown, heard: unknown): Error {
  return new Error(
    `${where}: ${JSON.stringify(sent)} was answered ${JSON.stringify(heard)}`,
  );
}
