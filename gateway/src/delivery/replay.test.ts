import { describe, expect, it, vi } from "vitest";
import { listDeliveries, showDelivery } from "./admin.ts";
import { deadLetters, replayDelivery } from "./replay.ts";
import { startSink } from "./testing.ts";
import { type Bench, openBench, sealer } from "./testing-bench.ts";
import { all, authority, used } from "./testing-stored.ts";

const replay = (bench: Bench, id: string, token?: string) =>
  replayDelivery(bench.db, id, {
    now: bench.now(),
    sealing: sealer,
    ...(token !== undefined && { token }),
  });

describe("a replay", () => {
  it("sends the same event again, with all its attempts before it", async () => {
    const { sink, bench } = await used();
    expect(await deadLetters(bench.db)).toEqual(["one-1"]);
    expect(await replay(bench, "one-1")).toBe("queued");
    await bench.settled();
    expect(sink.taken[2]?.body).toBe(sink.taken[0]?.body);
    const shown = await showDelivery(bench.db, "one-1");
    expect([shown?.state, shown?.attempts.length]).toEqual(["delivered", 2]);
    const row = await bench.db.selectFrom("sinks").selectAll().execute();
    expect(row.map(({ state }) => state)).toEqual(["closed", "closed"]);
  });

  it("of what is delivered, waiting, or unknown", async () => {
    const { sink, bench } = await used();
    expect(await replay(bench, "two-1")).toBe("queued");
    expect(await replay(bench, "two-1")).toBe("already_queued");
    expect(await replay(bench, "none")).toBe("unknown");
    await bench.settled();
    expect(sink.taken).toHaveLength(3);
  });

  it("to a sink that was gone, and in the order of the call", async () => {
    let isGone = true;
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(isGone ? 410 : 204).end();
    });
    const bench = await openBench(authority);
    await bench.queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      {},
    ]);
    await bench.settled();
    isGone = false;
    await bench.worker.stop();
    for (const id of (await deadLetters(bench.db)).reverse())
      await replay(bench, id);
    bench.worker.start();
    await bench.settled();
    expect(sink.taken.slice(1).map(({ body }) => JSON.parse(body).id)).toEqual([
      ...["one-1", "one-2"],
    ]);
  });

  it("while newer events of its call are on their way goes behind them", async () => {
    const held: (() => void)[] = [];
    let isGood = false;
    const sink = await startSink(authority, ({ body }, response) => {
      const answer = (status: number) => response.writeHead(status).end();
      const { id } = JSON.parse(body);
      if (id === "one-2") held.push(() => answer(204));
      else answer(isGood ? 204 : 400);
      isGood = true;
    });
    const bench = await openBench(authority);
    await bench.queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      ...[{}, {}, {}],
    ]);
    await vi.waitUntil(() => held.length === 1);
    expect(await replay(bench, "one-1")).toBe("queued");
    held[0]?.();
    await bench.settled();
    expect(sink.taken.map(({ body }) => JSON.parse(body).id)).toEqual([
      ...["one-1", "one-2", "one-3", "one-1"],
    ]);
    const sinks = await bench.db.selectFrom("sinks").selectAll().execute();
    expect(sinks).toMatchObject([
      { state: "closed", due_at: null, leased_by: null },
    ]);
  });

  it("needs a fresh token where ours is wiped", async () => {
    let status = 401;
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(status).end();
    });
    const bench = await openBench(authority);
    const credential = {
      kind: "access_token",
      token: "old",
      expiresAt: bench.now() + 60_000,
    } as const;
    await bench.queue({
      callId: "one",
      clientId: "crm",
      url: sink.origin,
      credential,
    });
    await bench.settled();
    status = 204;
    const stopped = await showDelivery(bench.db, "one-1");
    expect([stopped?.tries, stopped?.attempts.length]).toEqual([1, 1]);
    expect(await replay(bench, "one-1")).toBe("no_credential");
    expect(await replay(bench, "one-1", "fresh")).toBe("queued");
    await bench.settled();
    expect(sink.taken.map(({ headers }) => headers.authorization)).toEqual([
      ...["Bearer old", "Bearer fresh"],
    ]);
    const row = await bench.db
      .selectFrom("sinks")
      .selectAll()
      .executeTakeFirst();
    expect(row?.credential).toBeNull();
  });
});

describe("a replay of an event before the last", () => {
  /** Three events, of which these statuses come back; the last one is not there yet where `isLive`. */
  async function answered(statuses: number[], isLive = false) {
    const left = [...statuses];
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(left.shift() ?? 204).end();
    });
    const bench = await openBench(authority);
    const credential = {
      kind: "access_token",
      token: "old",
      expiresAt: bench.now() + 60_000,
    } as const;
    await bench.queue(
      { callId: "one", clientId: "crm", url: sink.origin, credential },
      [{}, {}, { isFinal: !isLive }],
    );
    await bench.settled();
    const row = async () =>
      await bench.db.selectFrom("sinks").selectAll().executeTakeFirstOrThrow();
    return { bench, sink, row };
  }

  it("closes the sink again and wipes the fresh token where the call is over", async () => {
    const { bench, sink, row } = await answered([204, 400, 204]);
    expect(await row()).toMatchObject({ state: "closed", credential: null });
    expect(await replay(bench, "one-2", "fresh")).toBe("queued");
    await bench.settled();
    expect(sink.taken[3]?.headers.authorization).toBe("Bearer fresh");
    await vi.waitUntil(async () => (await row()).leased_by === null);
    expect(await row()).toMatchObject({ state: "closed", credential: null });
  });

  it("does so behind a sink that was stopped too, also where it is given up once more", async () => {
    for (const status of [204, 400, 410]) {
      const { bench, row } = await answered([401, status]);
      expect(await row()).toMatchObject({ state: "stopped", credential: null });
      expect(await replay(bench, "one-2", "fresh")).toBe("queued");
      await bench.settled();
      await vi.waitUntil(async () => (await row()).leased_by === null);
      expect((await row()).credential).toBeNull();
      expect((await row()).state).not.toBe("open");
    }
  });

  it("does so where the last event has been removed since", async () => {
    const { bench, row } = await answered([204, 400, 204]);
    bench.pass(25 * 3_600_000);
    await bench.retention.sweep();
    const left = await listDeliveries(bench.db, all);
    expect(left.map(({ id }) => id)).toEqual(["one-2"]);
    expect(await replay(bench, "one-2", "fresh")).toBe("queued");
    await bench.settled();
    await vi.waitUntil(async () => (await row()).leased_by === null);
    expect(await row()).toMatchObject({ state: "closed", credential: null });
  });

  it("leaves the token for the events to come where the call goes on", async () => {
    const { bench, sink, row } = await answered([401], true);
    expect(await replay(bench, "one-1", "fresh")).toBe("queued");
    await bench.settled();
    await vi.waitUntil(async () => (await row()).leased_by === null);
    expect((await row()).state).toBe("open");
    await bench.db.transaction().execute((transaction) =>
      bench.outbox.enqueue(transaction, {
        ...{ id: "last", callId: "one", body: {}, isFinal: true },
      }),
    );
    bench.worker.wake();
    await bench.settled();
    expect(sink.taken.map(({ headers }) => headers.authorization)).toEqual([
      ...["Bearer old", "Bearer fresh", "Bearer fresh"],
    ]);
    await vi.waitUntil(async () => (await row()).leased_by === null);
    expect(await row()).toMatchObject({ state: "closed", credential: null });
  });
});
