/** Events on their way to sinks that fail: order, ids, who waits for whom, and what is left when nothing helps. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Handler } from "../../gateway/src/delivery/testing.ts";
import { type Clock, settableClock } from "../faults/clock.ts";
import { until } from "../faults/world.ts";
import type { Program } from "./program.ts";
import type { Sink } from "./sink.ts";
import { openStage, type Party, type Stage } from "./stage.ts";

const WHOLE = [
  ...["initiating", "callingCaller", "callingCallee", "connected"],
  "disconnected hangUp",
];
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 2 ** 31);
const TIMEOUT_MS = 1_000;
/** Of a sink that goes and comes: none that the system gives to somebody else meanwhile. */
const PORT = 12_000 + (process.pid % 6_000);
const skipped = !inject("suites").includes("sid");

const credential = (accessToken: string) => ({
  credentialType: "ACCESSTOKEN",
  accessTokenExpiresUtc: "2100-01-01T00:00:00Z",
  accessTokenType: "bearer",
  accessToken,
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Half of the time it takes an event; else it fails in one way or another, sometimes after it has taken it. */
function unreliable(random: () => number): Handler {
  return (_, response, request) => {
    const chance = random();
    if (chance < 0.5) response.writeHead(204).end();
    else if (chance < 0.6) response.writeHead(500).end();
    else if (chance < 0.7)
      response.writeHead(429, { "Retry-After": "1" }).end();
    else if (chance < 0.8) response.writeHead(503).end("come later");
    else if (chance < 0.9) request.socket.destroy();
    else setTimeout(() => response.writeHead(204).end(), 2 * TIMEOUT_MS);
  };
}

/** Ids as they came, repeated ones too: nothing newer comes before what is older has been taken. */
function expectOrder(sink: Sink): void {
  const versions = sink.taken.map(({ body }) =>
    Number(JSON.parse(body).id.split(".").at(-1)),
  );
  expect(versions).toEqual(versions.toSorted((one, other) => one - other));
  const bodies = new Map<string, string>();
  for (const { body } of sink.taken) {
    const { id } = JSON.parse(body);
    expect(bodies.get(id) ?? body).toBe(body);
    bodies.set(id, body);
  }
}

const orderFor = (caller: Party, callee: Party, sink: Sink) => ({
  caller: { number: caller.number },
  callee: { number: callee.number },
  sink: sink.url,
});

describe.skipIf(skipped)("sinks that fail", () => {
  let stage: Stage;
  let program: Program;
  beforeAll(async () => {
    stage = await openStage({
      accounts: 24,
      config: {
        delivery: {
          retryDelaysSeconds: Array(40).fill(1),
          jitterPercent: 50,
          totalTimeoutMs: TIMEOUT_MS,
          connectTimeoutMs: TIMEOUT_MS,
        },
      },
    });
    program = await stage.program();
  }, 60_000);
  afterAll(() => stage.close());

  async function talk(sink: Sink, who: Program = program): Promise<string> {
    const [caller, callee] = [await stage.inside(), await stage.outside()];
    const callId = await who.call(orderFor(caller, callee, sink));
    await who.reached(callId, "connected");
    expect(await who.end(callId)).toBe(204);
    return callId;
  }

  it(`at random: each call's events come in order, with their ids (seed ${SEED})`, async () => {
    const random = randomFrom(SEED);
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const sink = await stage.sink(unreliable(random));
        const callId = await talk(sink);
        expect(await sink.ended(callId, 40_000)).toEqual(WHOLE);
        expectOrder(sink);
      }),
    );
  }, 90_000);

  it("a dead one delays no other, not even of the same program", async () => {
    // It takes the connection, and never says a word.
    const dead = await stage.sink(() => undefined);
    const deaf = await Promise.all(Array.from({ length: 4 }, () => talk(dead)));
    expect(new Set(deaf).size).toBe(4);
    await until(
      () => dead.taken.length >= 4,
      () => "nothing is on its way to the dead one",
    );
    const well = await stage.sink();
    const callId = await talk(well);
    expect(await well.ended(callId)).toEqual(WHOLE);
    const lags = well.taken.map(
      ({ at, body }) => at - Date.parse(JSON.parse(body).data.timestamp),
    );
    expect(Math.max(...lags)).toBeLessThan(TIMEOUT_MS);
  }, 60_000);

  it("one that refuses for good: dead letters are listed, shown, and replayed with a fresh token", async () => {
    let refuses = true;
    const sink = await stage.sink((_, response) => {
      response.writeHead(refuses ? 400 : 204).end();
    });
    const [caller, callee] = [await stage.inside(), await stage.outside()];
    const callId = await program.call({
      ...orderFor(caller, callee, sink),
      sinkCredential: credential("first-token"),
    });
    await program.reached(callId, "connected");
    await program.end(callId);
    await until(
      () => sink.taken.length === 5,
      () => `${sink.story()}`,
    );
    const { ringback } = stage.gateway;
    const list = async () => {
      const out = await ringback([
        ...["deliveries", "list", "--dead", "--call", callId, "--json"],
      ]);
      const rows: unknown = JSON.parse(out);
      return Array.isArray(rows) ? rows : [];
    };
    // Each answer is written before the next event leaves; of the last there is nothing to be seen.
    await sleep(500);
    const dead = (await list()).reverse();
    const ids = sink.taken.map(({ body }) => JSON.parse(body).id);
    expect(dead.map(({ id }) => id)).toEqual(ids);
    expect(dead[0]).toMatchObject({ reason: "http_400", tries: 1 });
    const shown = await ringback(["deliveries", "show", ids[4], "--json"]);
    expect(JSON.parse(shown)).toMatchObject({
      attempts: [{ status: 400 }],
      body: { data: { status: { state: "disconnected" } } },
    });
    // The token went with the last event, so a replay needs another.
    await expect(ringback(["deliveries", "replay", ids[0]])).rejects.toThrow(
      /--token-stdin/,
    );

    refuses = false;
    await ringback(
      ["deliveries", "replay", "--dead", "--call", callId, "--token-stdin"],
      "second-token\n",
    );
    await until(
      () => sink.taken.length === 10,
      () => `${sink.taken.length} came`,
    );
    const again = sink.taken.slice(5);
    expect(again.map(({ body }) => JSON.parse(body).id)).toEqual(ids);
    expect(sink.taken.map(({ headers }) => headers.authorization)).toEqual([
      ...Array(5).fill("Bearer first-token"),
      ...Array(5).fill("Bearer second-token"),
    ]);
    expect(await list()).toEqual([]);
  }, 90_000);
});

describe.skipIf(skipped)("a sink that is down for an hour", () => {
  let clock: Clock;
  let stage: Stage;
  beforeAll(async () => {
    clock = settableClock();
    stage = await openStage({
      command: clock.command,
      accounts: 2,
      config: { delivery: { jitterPercent: 0 } },
    });
  }, 60_000);
  afterAll(async () => {
    await stage.close();
    clock.remove();
  });

  it("gets everything afterwards, once and in order", async () => {
    const program = await stage.program();
    const down = await stage.sink(undefined, PORT);
    await down.stop();
    const [caller, callee] = [await stage.inside(), await stage.outside()];
    const callId = await program.call(orderFor(caller, callee, down));
    await program.reached(callId, "connected");
    expect(await program.end(callId)).toBe(204);
    const { ringback } = stage.gateway;
    const attempts = async () => {
      const shown = await ringback([
        ...["deliveries", "show", `${callId}.1`, "--json"],
      ]);
      const rows: { error: string }[] = JSON.parse(shown).attempts;
      return rows;
    };
    // Behind each of the schedule's waits (2 s, 10 s, 1 min, 5 min, 30 min), then the whole hour.
    let off = 0;
    for (const seconds of [3, 11, 61, 301, 1_801, 1_424]) {
      off += seconds * 1_000;
      clock.set(off);
      await sleep(400);
    }
    expect(off).toBeGreaterThanOrEqual(3_600_000);
    const made = await attempts();
    expect(made.map(({ error }) => error)).toEqual(Array(6).fill("E_CONNECT"));

    const up = await stage.sink(undefined, PORT);
    await sleep(400);
    expect(up.taken).toEqual([]);
    clock.set(off + 7_201_000);
    expect(await up.ended(callId)).toEqual(WHOLE);
    expect(up.taken).toHaveLength(5);
    const times = up.events().map(({ data }) => Date.parse(data.timestamp));
    // They say when it happened, not when it could be told.
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(60_000);
  }, 90_000);
});
