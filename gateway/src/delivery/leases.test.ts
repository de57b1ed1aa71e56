import { describe, expect, it } from "vitest";
import { idsOf, makeAuthority, quiet, reached, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();

describe("several workers and ends", () => {
  it("two workers on one database send each event once", async () => {
    const sink = await startSink(authority);
    const one = await openBench(authority);
    const two = await openBench(authority, { beside: one });
    for (let index = 0; index < 40; index++) {
      await one.queue(
        { callId: `c${index}`, clientId: "crm", url: sink.origin },
        [{}, {}, {}],
      );
      two.worker.wake();
    }
    await one.settled();
    expect(sink.taken).toHaveLength(120);
    expect(new Set(idsOf(sink.taken)).size).toBe(120);
    expect(one.told.length + two.told.length).toBe(120);
    expect([one.faults, two.faults]).toEqual([[], []]);
  });

  it("a long answer keeps its lease", async () => {
    const sink = await startSink(authority, (_, response) => {
      setTimeout(() => response.writeHead(204).end(), 900);
    });
    const rules = { leaseMs: 300 };
    const one = await openBench(authority, { rules });
    await openBench(authority, { beside: one, rules });
    await one.queue({ callId: "one", clientId: "crm", url: sink.origin });
    await one.settled();
    expect(sink.taken).toHaveLength(1);
  });

  it("what a dead gateway had in hand is sent by the next, with the same id", async () => {
    const answers: (() => void)[] = [];
    const sink = await startSink(authority, (_, response) => {
      answers.push(() => void response.writeHead(204).end());
    });
    const dead = await openBench(authority, {
      rules: { leaseMs: 600_000, stopGraceMs: 10 },
    });
    await dead.queue({ callId: "one", clientId: "crm", url: sink.origin });
    await reached(1, sink.taken);
    await dead.worker.stop();
    const next = await openBench(authority, { beside: dead });
    await quiet();
    expect(sink.taken).toHaveLength(1);
    next.pass(600_001);
    await reached(2, sink.taken);
    for (const answer of answers) answer();
    await next.settled();
    expect(idsOf(sink.taken)).toEqual(["one-1", "one-1"]);
    expect(await next.states()).toEqual({ "one-1": "delivered" });
  });

  it("stopping waits for what is on its way and takes nothing new", async () => {
    const sink = await startSink(authority, (_, response) => {
      setTimeout(() => response.writeHead(204).end(), 100);
    });
    const { queue, worker, states, db } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [{}, {}]);
    await reached(1, sink.taken);
    await worker.stop();
    expect(await states()).toEqual({ "one-1": "delivered", "one-2": "queued" });
    const row = await db.selectFrom("sinks").selectAll().executeTakeFirst();
    expect([row?.leased_by, row?.due_at !== null]).toEqual([null, true]);
    worker.start();
    await reached(2, sink.taken);
  });
});
