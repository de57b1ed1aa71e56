import { describe, expect, it, test } from "vitest";
import { openCredential, sealCredential } from "./credentials.ts";
import { makeAuthority, reached, startSink, type Taken } from "./testing.ts";
import { openBench, sealer } from "./testing-bench.ts";

const authority = makeAuthority();
const TOKEN = "sink-token-of-the-client";
const authorizations = (taken: readonly Taken[]) =>
  taken.map(({ headers }) => headers.authorization);

test("at rest nobody can read a credential, and none of another purpose is taken for one", () => {
  const credential = {
    kind: "access_token",
    token: TOKEN,
    expiresAt: 5,
  } as const;
  const sealed = sealCredential(sealer, credential);
  expect(sealed).not.toContain(TOKEN);
  expect(openCredential(sealer, sealed)).toEqual(credential);
  expect(() => openCredential(sealer, sealer.seal("other", "{}"))).toThrow();
  for (const text of [
    "{}",
    "1",
    "null",
    '{"kind":"x"}',
    '{"kind":"access_token"}',
  ])
    expect(() =>
      openCredential(sealer, sealer.seal("sink credential", text)),
    ).toThrow();
});

describe("an access token", () => {
  const sinkOf = (origin: string, expiresAt: number) => ({
    callId: "one",
    clientId: "crm",
    url: origin,
    credential: { kind: "access_token", token: TOKEN, expiresAt } as const,
  });

  it("goes with each event, stands nowhere in clear, and is wiped behind the final one", async () => {
    const sink = await startSink(authority);
    const { queue, settled, db, outbox, worker, now } =
      await openBench(authority);
    await queue(sinkOf(sink.origin, now() + 60_000), [{}, { isFinal: false }]);
    await settled();
    const row = async () =>
      await db.selectFrom("sinks").selectAll().executeTakeFirstOrThrow();
    const before = await row();
    expect(before.credential).toMatch(/^s1\./);
    expect(JSON.stringify(before)).not.toContain(TOKEN);
    await db.transaction().execute((transaction) =>
      outbox.enqueue(transaction, {
        ...{ id: "last", callId: "one", body: {}, isFinal: true },
      }),
    );
    worker.wake();
    await settled();
    expect(authorizations(sink.taken)).toEqual(
      Array(3).fill(`Bearer ${TOKEN}`),
    );
    expect(await row()).toMatchObject({ credential: null, state: "closed" });
  });

  it("is wiped where the final event is given up, and where the sink refuses it", async () => {
    for (const status of [400, 401, 410]) {
      const sink = await startSink(authority, (_, response) => {
        response.writeHead(status).end();
      });
      const { queue, settled, db, now } = await openBench(authority);
      await queue(sinkOf(sink.origin, now() + 60_000));
      await settled();
      const row = await db.selectFrom("sinks").selectAll().executeTakeFirst();
      expect(row?.credential).toBeNull();
    }
  });

  it("is never sent once it has expired: what waits is given up", async () => {
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(503).end();
    });
    const { queue, settled, states, pass, now, told, db } =
      await openBench(authority);
    await queue(sinkOf(sink.origin, now() + 30_000), [{}, {}]);
    await reached(1, told);
    pass(2_001);
    await reached(2, told);
    pass(28_000);
    await settled();
    expect(await states()).toEqual({
      "one-1": "dead credential_expired",
      "one-2": "dead credential_expired",
    });
    expect(sink.taken).toHaveLength(2);
    const row = await db.selectFrom("sinks").selectAll().executeTakeFirst();
    expect(row).toMatchObject({ credential: null, state: "stopped" });
  });

  it("a sink that hesitates gets nothing behind that moment", async () => {
    const sink = await startSink(authority, () => undefined);
    const { queue, settled, now, told, pass } = await openBench(authority, {
      rules: { totalTimeoutMs: 5_000 },
    });
    const began = performance.now();
    await queue(sinkOf(sink.origin, now() + 300));
    await reached(1, told);
    expect(performance.now() - began).toBeLessThan(1_500);
    pass(2_000);
    await settled();
    expect(sink.taken).toHaveLength(1);
  });

  it("that no header carries: each attempt counts, by the schedule, until it is a dead letter and the token is wiped", async () => {
    const sink = await startSink(authority);
    const { queue, settled, states, told, faults, pass, now, db } =
      await openBench(authority, { rules: { retryDelaysSeconds: [2, 10] } });
    const order = sinkOf(sink.origin, now() + 600_000);
    const credential = { ...order.credential, token: "tök€n\r\nX: 1" };
    await queue({ ...order, credential });
    for (const [tries, delay] of [2_001, 10_001].entries()) {
      await reached(tries + 1, told);
      pass(delay);
    }
    await settled();
    expect(await states()).toEqual({ "one-1": "dead exhausted" });
    expect(sink.connections()).toBe(0);
    expect(String(faults)).not.toContain("tök");
    expect(faults).toHaveLength(3);
    const attempts = await db
      .selectFrom("delivery_attempts")
      .select(["status", "error"])
      .execute();
    expect(attempts).toEqual(
      Array(3).fill({ status: null, error: "internal" }),
    );
    const row = await db.selectFrom("sinks").selectAll().executeTakeFirst();
    expect(row).toMatchObject({ credential: null, state: "closed" });
  });

  it("that cannot be read is no reason to send without it", async () => {
    const sink = await startSink(authority);
    const { queue, told, now } = await openBench(authority, {
      parts: {
        sealing: {
          seal: () => "s1.ffffffffffffffff.AAAA",
          open: (purpose, sealed) => sealer.open(purpose, sealed),
        },
      },
    });
    await queue(sinkOf(sink.origin, now() + 60_000));
    await reached(1, told);
    expect(told[0]?.result).toBe("retried");
    expect(sink.connections()).toBe(0);
  });
});
