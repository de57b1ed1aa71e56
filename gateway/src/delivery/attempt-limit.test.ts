/** An attempt ends in its time, whatever it waits for. */
import { describe, expect, it, vi } from "vitest";
import { quiet, reached, startSink } from "./testing.ts";
import { type Bench, NO_WISHES, openBench } from "./testing-bench.ts";
import { authority, guarded } from "./testing-tokens.ts";

const rules = { attemptTimeoutMs: 200, totalTimeoutMs: 5_000 };

const errorsOf = async ({ db }: Bench) => {
  const query = db.selectFrom("delivery_attempts").select(["status", "error"]);
  return await query.orderBy("at").execute();
};

describe("an attempt that takes too long", () => {
  it("is one, gives its place back, and sends nothing afterwards", async () => {
    const sink = await startSink(authority);
    const hung = Promise.withResolvers<typeof NO_WISHES>();
    let isHung = true;
    const of = () => (isHung ? hung.promise : Promise.resolve(NO_WISHES));
    const bench = await openBench(authority, {
      rules: { ...rules, concurrency: 1, concurrencyPerClient: 1 },
      parts: { clients: { of } },
    });
    const url = sink.origin;
    await bench.queue({ callId: "one", clientId: "crm", url }, [{}, {}]);
    await reached(1, bench.told);
    isHung = false;
    await bench.queue({ callId: "two", clientId: "crm", url });
    await bench.settled("two");
    expect(sink.taken).toHaveLength(1);
    hung.resolve(NO_WISHES);
    await quiet();
    expect(sink.taken).toHaveLength(1);
    bench.pass(2_001);
    await bench.settled();
    expect(sink.taken).toHaveLength(3);
    expect(await errorsOf(bench)).toEqual([
      { status: null, error: "E_TIMEOUT" },
      ...Array(3).fill({ status: 204, error: null }),
    ]);
  });

  it("leaves no request behind", async () => {
    let closed = 0;
    const sink = await startSink(authority, (_, response) => {
      response.on("close", () => {
        closed += 1;
      });
    });
    const bench = await openBench(authority, { rules });
    await bench.queue({ callId: "one", clientId: "crm", url: sink.origin });
    await reached(1, bench.told);
    await vi.waitUntil(() => closed === 1, { timeout: 1_000 });
    expect(await errorsOf(bench)).toEqual([
      { status: null, error: "E_TIMEOUT" },
    ]);
  });

  it("counts by its status where that is known", async () => {
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(200).write("x");
    });
    const bench = await openBench(authority, { rules });
    await bench.queue({ callId: "one", clientId: "crm", url: sink.origin });
    await bench.settled();
    expect(await errorsOf(bench)).toEqual([{ status: 200, error: null }]);
  });

  it("keeps no later one from a token", async () => {
    const { newSink, server, clients } = await guarded();
    let tries = 0;
    const bench = await openBench(authority, {
      rules,
      parts: {
        clients,
        sign: () => {
          tries += 1;
          return tries === 1
            ? new Promise(() => undefined)
            : Promise.resolve("assertion");
        },
      },
    });
    await bench.queue(newSink("one"));
    await reached(1, bench.told);
    expect(server.connections()).toBe(0);
    bench.pass(2_001);
    await reached(2, bench.told);
    expect([server.taken.length, tries]).toEqual([1, 2]);
  });
});
