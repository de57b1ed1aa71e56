import { describe, expect, it, vi } from "vitest";
import {
  idsOf,
  makeAuthority,
  quiet,
  reached,
  scripted,
  startSink,
} from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();

describe("held events", () => {
  const data = { recordingResult: "success" };

  it("go when they are released, with what was told", async () => {
    const sink = await startSink(authority);
    const { queue, outbox, db, worker, settled } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      { heldFor: "recording" },
    ]);
    await reached(1, sink.taken);
    await quiet();
    expect(sink.taken).toHaveLength(1);
    await db
      .transaction()
      .execute((transaction) => outbox.release(transaction, "one", data));
    worker.wake();
    await settled();
    expect(JSON.parse(sink.taken[1]?.body ?? "")).toEqual({
      id: "one-2",
      data: { number: 2, ...data },
    });
  });

  it("go as they are when it takes too long; a release behind that changes nothing", async () => {
    const sink = await scripted(authority, [503]);
    const { queue, outbox, db, settled, pass, now, told } =
      await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      { heldFor: "recording", heldUntil: now() + 5_000 },
    ]);
    await quiet();
    expect(sink.taken).toHaveLength(0);
    pass(5_001);
    await reached(1, told);
    await db
      .transaction()
      .execute((transaction) => outbox.release(transaction, "one", data));
    pass(2_001);
    await settled();
    expect(sink.taken.map(({ body }) => JSON.parse(body).data)).toEqual([
      { number: 1 },
      { number: 1 },
    ]);
  });

  it("wait no longer than the configuration says", async () => {
    const sink = await startSink(authority);
    const { queue, settled, pass } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      { heldFor: "recording" },
    ]);
    pass(599_000);
    await quiet();
    expect(sink.taken).toHaveLength(0);
    pass(2_000);
    await settled();
  });

  it("a release does not hurry an earlier event", async () => {
    const sink = await scripted(authority, [503]);
    const { queue, outbox, db, worker, settled, pass } =
      await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      { heldFor: "recording" },
    ]);
    await reached(1, sink.taken);
    await vi.waitUntil(async () => {
      const row = await db.selectFrom("sinks").selectAll().executeTakeFirst();
      return row?.leased_by === null;
    });
    await db
      .transaction()
      .execute((transaction) => outbox.release(transaction, "one", data));
    worker.wake();
    await quiet();
    expect(sink.taken).toHaveLength(1);
    pass(2_001);
    await settled();
    expect(idsOf(sink.taken)).toEqual(["one-1", "one-1", "one-2"]);
  });
});
