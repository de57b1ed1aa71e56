import { describe, expect, it, test, vi } from "vitest";
import { openCredential, sealCredential } from "./credentials.ts";
import type { AssertionClaims } from "./port.ts";
import { makeAuthority, startSink, type Taken } from "./testing.ts";
import { NO_WISHES, openBench, sealer, TEST_RULES } from "./testing-bench.ts";

const authority = makeAuthority();
const TOKEN = "sink-token-of-the-client";
const reached = (count: number, taken: readonly unknown[]) =>
  vi.waitUntil(() => taken.length >= count, { timeout: 5_000, interval: 2 });
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

type TokenAnswer = { status?: number; body: unknown };

/** A token server and a sink that takes only the newest of its tokens. */
async function guarded(answers: readonly TokenAnswer[] = []) {
  const left = [...answers];
  let issued = 0;
  let good = "";
  const server = await startSink(authority, (_, response) => {
    issued += 1;
    good = `fetched-${issued}`;
    const body = { access_token: good, token_type: "Bearer", expires_in: 300 };
    const answer: TokenAnswer = left.shift() ?? { body };
    response.writeHead(answer.status ?? 200, {
      "content-type": "application/json",
    });
    response.end(
      typeof answer.body === "string"
        ? answer.body
        : JSON.stringify(answer.body),
    );
  });
  const sink = await startSink(authority, ({ headers }, response) => {
    const isGood = headers.authorization === `Bearer ${good}`;
    response.writeHead(isGood ? 204 : 401).end();
  });
  const claims: AssertionClaims[] = [];
  const sign = async (claim: AssertionClaims) => {
    claims.push(claim);
    return `assertion-${claims.length}`;
  };
  const credential = {
    kind: "private_key_jwt",
    clientId: "ringback-at-crm",
    tokenUri: `${server.origin}/token`,
  } as const;
  const granted: { clientId: string; tokenUri: string }[] = [credential];
  const clients = {
    of: async () => ({ ...NO_WISHES, tokenSources: granted }),
  };
  const bench = await openBench(authority, { parts: { sign, clients } });
  const newSink = (callId: string, clientId = "crm") => ({
    ...{ callId, clientId, url: sink.origin, credential },
  });
  return {
    server,
    sink,
    claims,
    bench,
    clients,
    granted,
    newSink,
    revoke: () => (good = "none"),
  };
}

describe("PRIVATE_KEY_JWT", () => {
  it("a token is fetched with a signed assertion, once for many calls of one client", async () => {
    const { server, sink, claims, bench, newSink } = await guarded();
    for (let index = 0; index < 10; index++)
      void bench.queue(newSink(`c${index}`), [{}, {}]);
    await reached(20, sink.taken);
    await bench.settled();
    expect(server.taken).toHaveLength(1);
    const [asked] = server.taken;
    expect(asked).toMatchObject({ method: "POST", path: "/token" });
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "ringback-at-crm",
      client_assertion_type:
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: "assertion-1",
    });
    const [claim] = claims;
    expect(claim).toMatchObject({
      iss: "ringback-at-crm",
      sub: "ringback-at-crm",
      aud: `${server.origin}/token`,
    });
    expect((claim?.exp ?? 0) - (claim?.iat ?? 0)).toBe(
      TEST_RULES.assertionSeconds,
    );
    expect(Object.values(await bench.states())).toEqual(
      Array(20).fill("delivered"),
    );
  });

  it("another client's token is another one", async () => {
    const { server, bench, newSink } = await guarded();
    await bench.queue(newSink("one", "crm"));
    await bench.settled();
    await bench.queue(newSink("two", "other"));
    await bench.settled();
    expect(server.taken).toHaveLength(2);
  });

  it("is fetched anew before it expires", async () => {
    const { server, bench, newSink } = await guarded();
    await bench.queue(newSink("one"));
    await bench.settled();
    bench.pass(260_000);
    await bench.queue(newSink("two"));
    await bench.settled();
    expect(server.taken).toHaveLength(1);
    bench.pass(11_000);
    await bench.queue(newSink("three"));
    await bench.settled();
    expect(server.taken).toHaveLength(2);
  });

  it("a token the sink refuses is replaced once, within the attempt", async () => {
    const { server, sink, bench, newSink, revoke } = await guarded();
    await bench.queue(newSink("one"));
    await bench.settled();
    revoke();
    await bench.queue(newSink("two"));
    await bench.settled();
    expect([server.taken.length, sink.taken.length]).toEqual([2, 3]);
    expect(await bench.states()).toEqual({
      "one-1": "delivered",
      "two-1": "delivered",
    });
  });

  it("where the new one is refused too, nothing more is sent", async () => {
    const { bench, newSink, server, sink } = await guarded([
      { body: { access_token: "wrong", token_type: "bearer" } },
      { body: { access_token: "wrong-too", token_type: "bearer" } },
    ]);
    await bench.queue(newSink("one"), [{}, {}]);
    await bench.settled();
    expect(await bench.states()).toEqual({
      "one-1": "dead credential_refused",
      "one-2": "dead credential_refused",
    });
    expect([server.taken.length, sink.taken.length]).toEqual([2, 2]);
  });

  test.each<[string, TokenAnswer]>([
    ["refused", { status: 401, body: { error: "invalid_client" } }],
    ["a bad request", { status: 400, body: "no" }],
    ["moved", { status: 302, body: "" }],
    ["of another kind", { body: { access_token: "a", token_type: "mac" } }],
  ])("a token server's no is one: %s", async (_, answer) => {
    const { bench, newSink, sink } = await guarded([answer]);
    await bench.queue(newSink("one"));
    await bench.settled();
    expect(await bench.states()).toEqual({ "one-1": "dead token_refused" });
    expect(sink.connections()).toBe(0);
  });

  test.each<[string, TokenAnswer]>([
    ["503", { status: 503, body: "" }],
    ["429", { status: 429, body: "" }],
    ["no JSON", { body: "<html>" }],
    ["no token", { body: {} }],
    [
      "a token that would break the header",
      { body: { access_token: "a\r\nb: c", token_type: "bearer" } },
    ],
    [
      "a token with a newline behind it",
      { body: { access_token: "abc\n", token_type: "bearer" } },
    ],
    [
      "endless",
      { body: { access_token: "x".repeat(10_000), token_type: "bearer" } },
    ],
  ])("a token server in trouble is asked again: %s", async (_, answer) => {
    const { bench, newSink, server } = await guarded([answer]);
    await bench.queue(newSink("one"));
    await reached(1, bench.told);
    expect(bench.told[0]?.result).toBe("retried");
    bench.pass(2_001);
    await bench.settled();
    expect(await bench.states()).toEqual({ "one-1": "delivered" });
    expect(server.taken).toHaveLength(2);
  });

  it("an odd clientId stops no event", async () => {
    const { bench, newSink, granted, server, sink } = await guarded();
    const credential = {
      ...newSink("x").credential,
      clientId: "tök€n\r\nX: 1\ud800",
    };
    granted.push(credential);
    await bench.queue({ ...newSink("one"), credential });
    await bench.settled();
    expect(await bench.states()).toEqual({ "one-1": "delivered" });
    expect([server.taken.length, sink.taken.length]).toEqual([1, 1]);
    expect(bench.faults).toEqual([]);
  });

  it("the guard looks at the token server too", async () => {
    const { bench, newSink, granted } = await guarded();
    const credential = {
      ...newSink("x").credential,
      tokenUri: "https://10.0.0.1/",
    };
    granted.push(credential);
    await bench.queue({ ...newSink("one"), credential });
    await bench.settled();
    expect(await bench.states()).toEqual({ "one-1": "dead address_refused" });
  });

  it("a grant that was taken back ends the sending, also with a token that is there", async () => {
    const { bench, newSink, granted, sink, server } = await guarded();
    await bench.queue(newSink("one"));
    await bench.settled();
    granted.pop();
    await bench.queue(newSink("two"));
    await bench.settled();
    expect(await bench.states()).toEqual({
      "one-1": "delivered",
      "two-1": "dead token_refused",
    });
    expect([server.taken.length, sink.taken.length]).toEqual([1, 1]);
  });

  it("without a key of our own the event waits", async () => {
    const { newSink, server, clients } = await guarded();
    const bench = await openBench(authority, {
      parts: { clients, sign: () => Promise.reject(new Error("no key")) },
    });
    await bench.queue(newSink("one"));
    await reached(1, bench.told);
    expect(bench.told[0]?.result).toBe("retried");
    expect(server.connections()).toBe(0);
  });
});
