import { describe, expect, it, vi } from "vitest";
import { countDeliveries, listDeliveries } from "./admin.ts";
import { startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";
import { all, authority, used } from "./testing-stored.ts";

describe("what is old", () => {
  it("is removed: delivered events after hours, dead letters after days, and sinks with the last of them", async () => {
    const { bench } = await used();
    const rows = async () => [
      ...(await listDeliveries(bench.db, all)).map(({ id }) => id),
      (await bench.db.selectFrom("sinks").select("call_id").execute()).length,
      (await bench.db.selectFrom("delivery_attempts").select("id").execute())
        .length,
    ];
    await bench.retention.sweep();
    expect(await rows()).toEqual(["two-1", "one-1", 2, 2]);
    bench.pass(24 * 3_600_000 + 60_000);
    await bench.retention.sweep();
    expect(await rows()).toEqual(["one-1", 1, 1]);
    bench.pass(30 * 24 * 3_600_000);
    await bench.retention.sweep();
    expect(await rows()).toEqual([0, 0]);
  });

  it("stays while a newer event of its call waits", async () => {
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(sink.taken.length === 1 ? 204 : 503).end();
    });
    const bench = await openBench(authority, {
      rules: { retryDelaysSeconds: [604_800] },
    });
    await bench.queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      {},
    ]);
    await vi.waitUntil(() => bench.told.length === 2);
    bench.pass(25 * 3_600_000);
    await bench.retention.sweep();
    expect((await listDeliveries(bench.db, all)).map(({ id }) => id)).toEqual([
      "one-2",
    ]);
    expect(
      await bench.db.selectFrom("sinks").select("call_id").execute(),
    ).toHaveLength(1);
    expect(await countDeliveries(bench.db)).toMatchObject({
      queued: 1,
      oldestAt: expect.any(Number),
    });
  });

  it("is removed in batches", async () => {
    const bench = await openBench(authority, { isIdle: true });
    await bench.db.transaction().execute(async (transaction) => {
      for (let index = 0; index < 1_203; index++)
        await transaction
          .insertInto("deliveries")
          .values({
            ...{ id: `e${index}`, call_id: "gone", body: "{}", is_final: 0 },
            ...{ held_until: null, state: "delivered", reason: null, tries: 1 },
            ...{ created_at: 1, settled_at: 1 },
          })
          .execute();
    });
    await bench.retention.sweep();
    const left = await bench.db
      .selectFrom("deliveries")
      .select("seq")
      .execute();
    expect(left).toEqual([]);
  });
});
