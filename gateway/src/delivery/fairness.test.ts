import { describe, expect, it, vi } from "vitest";
import { makeAuthority, quiet, reached, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();

describe("a slow or dead sink delays no other", () => {
  it("while one takes all the time it has, the rest is there at once", async () => {
    const slow = await startSink(authority, () => undefined);
    const fast = await startSink(authority);
    const { queue, pass } = await openBench(authority, {
      rules: { totalTimeoutMs: 3_000 },
    });
    for (let index = 0; index < 100; index++) {
      await queue({
        callId: `slow${index}`,
        clientId: "crm",
        url: slow.origin,
      });
    }
    const began = performance.now();
    for (let index = 0; index < 50; index++) {
      await queue({
        callId: `fast${index}`,
        clientId: "crm",
        url: fast.origin,
      });
    }
    await reached(50, fast.taken);
    expect(performance.now() - began).toBeLessThan(2_000);
    // As many at once as a host may have, and no more while it does not answer.
    expect(slow.taken).toHaveLength(8);
    pass(1);
  });

  it("one client cannot take every place", async () => {
    const sinks = await Promise.all(
      Array.from({ length: 6 }, () => startSink(authority, () => undefined)),
    );
    const other = await startSink(authority);
    const { queue } = await openBench(authority, {
      rules: { totalTimeoutMs: 3_000 },
    });
    for (const [host, sink] of sinks.entries())
      for (let index = 0; index < 8; index++)
        await queue({
          callId: `bad${host}-${index}`,
          clientId: "bad",
          url: sink.origin,
        });
    await vi.waitUntil(
      () => sinks.reduce((sum, { taken }) => sum + taken.length, 0) === 32,
    );
    await queue({ callId: "good", clientId: "good", url: other.origin });
    await reached(1, other.taken);
    await quiet();
    expect(sinks.reduce((sum, { taken }) => sum + taken.length, 0)).toBe(32);
  });

  it("a host that does not answer has fewer places until it does", async () => {
    let isDead = true;
    let most = 0;
    let open = 0;
    const sink = await startSink(authority, (_, response) => {
      open += 1;
      most = Math.max(most, open);
      response.on("close", () => {
        open -= 1;
      });
      if (!isDead) setTimeout(() => response.writeHead(204).end(), 20);
    });
    const { queue, pass, settled, db } = await openBench(authority, {
      rules: { totalTimeoutMs: 200 },
    });
    for (let index = 0; index < 30; index++)
      await queue({ callId: `one${index}`, clientId: "crm", url: sink.origin });
    await reached(8, sink.taken);
    most = 0;
    await vi.waitUntil(() => sink.taken.length >= 14, { timeout: 5_000 });
    expect(most).toBeLessThanOrEqual(3);
    isDead = false;
    most = 0;
    await vi.waitUntil(
      async () =>
        (
          await db
            .selectFrom("deliveries")
            .select("id")
            .where("state", "=", "delivered")
            .execute()
        ).length >= 12,
      { timeout: 5_000 },
    );
    pass(12_000);
    await settled();
    expect(most).toBeGreaterThan(3);
    expect(most).toBeLessThanOrEqual(8);
  });
});
