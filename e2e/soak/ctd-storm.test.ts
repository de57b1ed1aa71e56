/** Programs that order on and on, sinks that fail, and a gateway that is killed, or cut off from its PBX, again and again: every sink has its whole story. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Handler } from "../../gateway/src/delivery/testing.ts";
import { type Answer, memberOf, type Program } from "../ctd/program.ts";
import type { Sink } from "../ctd/sink.ts";
import { openStage, type Party, type Stage } from "../ctd/stage.ts";

const CALLS = Number(process.env.SOAK_CALLS ?? 60);
const KILLS = Number(process.env.SOAK_KILLS ?? 8);
const PAUSE_MS = 250;
const STATES = [
  ...["initiating", "callingCaller", "callingCallee", "connected"],
  "over",
];

type Placed = { callId: string; sink: Sink };

/** Takes about every second event, and says nothing to some. */
const unreliable: Handler = (_, response, request) => {
  const chance = Math.random();
  if (chance < 0.6) response.writeHead(204).end();
  else if (chance < 0.8) response.writeHead(503).end();
  else request.socket.destroy();
};

describe.skipIf(!inject("suites").includes("sid"))("a storm", () => {
  let stage: Stage;
  let program: Program;
  beforeAll(async () => {
    stage = await openStage({
      accounts: CALLS,
      isCrowd: true,
      config: {
        delivery: { retryDelaysSeconds: Array(50).fill(1), jitterPercent: 50 },
      },
    });
    program = await stage.program();
  }, 120_000);
  afterAll(() => stage.close());

  /** Asks until there is an answer: the gateway may be away. */
  async function insist(ask: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 0; tries < 100; tries++) {
      const answer = await ask().catch(() => undefined);
      if (answer !== undefined && answer.status !== 503) return answer;
      await sleep(100);
    }
    throw new Error("the gateway does not come back");
  }

  async function place(caller: Party, callee: Party): Promise<Placed> {
    const sink = await stage.sink(unreliable);
    const headers = { "Idempotency-Key": `for-${caller.number}` };
    const body = {
      caller: { number: caller.number },
      callee: { number: callee.number },
      sink: sink.url,
    };
    const made = await insist(() =>
      program.ask("POST", "/calls", { body, headers }),
    );
    expect([made.status, made.body]).toMatchObject([201, {}]);
    return { callId: memberOf(made.body, "callId"), sink };
  }

  async function live(index: number): Promise<Placed> {
    const caller = await stage.inside();
    // Some are never answered.
    const callee = await stage.party(index % 3 === 0 ? "hasty" : "outside", {
      kind: index % 3 === 0 ? "rings" : "answers",
    });
    const placed = await place(caller, callee);
    await sleep(1_000 + 4_000 * Math.random());
    const ended = await insist(() =>
      program.ask("DELETE", `/calls/${placed.callId}`),
    );
    // It had ended, or somebody was heard to end it before the gateway died.
    expect([204, 409]).toContain(ended.status);
    return placed;
  }

  /** One kill, or one cut, for a moment. */
  async function blow(): Promise<void> {
    await sleep(1_000 + 2_000 * Math.random());
    const cutsOff = Math.random() < 0.5;
    if (cutsOff) stage.ami.cut();
    else await stage.gateway.kill9();
    await sleep(1_500 * Math.random());
    if (cutsOff) stage.ami.heal();
    else await stage.gateway.start();
  }

  function expectWhole({ sink, callId }: Placed): void {
    const words = sink
      .story(callId)
      .map((word) => (/^(disconnected|failed)/.test(word) ? "over" : word));
    const places = words.map((word) => STATES.indexOf(word));
    expect(places).toEqual([...new Set(places)].toSorted());
    expect([words[0], words.at(-1)]).toEqual(["initiating", "over"]);
    expect(sink.events()).toHaveLength(words.length);
    const versions = sink.taken.map(({ body }) =>
      Number(JSON.parse(body).id.split(".").at(-1)),
    );
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));
  }

  it(`of ${CALLS} calls and ${KILLS} kills and cuts`, async () => {
    let isOver = false;
    const order = async () => {
      const calls: Promise<Placed>[] = [];
      for (let index = 0; index < CALLS; index++) {
        calls.push(live(index));
        await sleep(PAUSE_MS);
      }
      const placed = await Promise.all(calls);
      isOver = true;
      return placed;
    };
    const storm = async () => {
      for (let blows = 0; blows < KILLS && !isOver; blows++) await blow();
    };
    const [placed] = await Promise.all([order(), storm()]);
    for (const { sink, callId } of placed) await sink.ended(callId, 60_000);
    for (const each of placed) expectWhole(each);
    expect(new Set(placed.map(({ callId }) => callId)).size).toBe(CALLS);
    // No phone rang twice for one order.
    const { originated } = stage.ami;
    expect(new Set(originated).size).toBe(originated.length);
  }, 300_000);
});
