import { sql } from "kysely";
import { describe, expect, it, vi } from "vitest";
import { idsOf, makeAuthority, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();

describe("many at once", () => {
  it("a full queue is emptied as places become free, not by the clock", async () => {
    const sinks = await Promise.all(
      Array.from({ length: 5 }, () => startSink(authority)),
    );
    const bench = await openBench(authority, {
      isIdle: true,
      rules: { pollMs: 600_000 },
    });
    for (let index = 0; index < 300; index++) {
      const url = sinks[index % sinks.length]?.origin ?? "";
      await bench.queue({ callId: `c${index}`, clientId: "crm", url });
    }
    bench.worker.start();
    await bench.settled();
    const taken = sinks.flatMap((sink) => idsOf(sink.taken));
    expect([taken.length, new Set(taken).size]).toEqual([300, 300]);
  });

  it("one that cannot be written takes no other with it", async () => {
    const sink = await startSink(authority);
    const bench = await openBench(authority, { isIdle: true });
    for (const callId of ["one", "two", "bad", "three"])
      await bench.queue({ callId, clientId: "crm", url: sink.origin });
    await sql`create trigger bad before insert on delivery_attempts
      when (select call_id from deliveries where seq = new.delivery_seq) = 'bad'
      begin select raise(abort, 'of this test'); end`.execute(bench.db);
    bench.worker.start();
    await vi.waitUntil(
      () => bench.faults.length > 0 && bench.told.length === 3,
    );
    expect(await bench.states()).toEqual({
      ...{ "one-1": "delivered", "two-1": "delivered" },
      ...{ "bad-1": "queued", "three-1": "delivered" },
    });
    expect(String(bench.faults)).toContain("of this test");
  });
});
