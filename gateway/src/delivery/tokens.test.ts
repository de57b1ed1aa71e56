import { describe, expect, it, test } from "vitest";
import { reached, startSink } from "./testing.ts";
import { TEST_RULES } from "./testing-bench.ts";
import { authority, guarded } from "./testing-tokens.ts";

/** Still the first one so long after it was fetched, and another eleven seconds later. */
async function expectFetchedAnew(
  { server, bench, newSink }: Awaited<ReturnType<typeof guarded>>,
  afterMs: number,
): Promise<void> {
  const fetched: number[] = [];
  for (const [callId, ms] of [
    ["one", afterMs],
    ["two", 11_000],
    ["three", 0],
  ] as const) {
    await bench.queue(newSink(callId));
    await bench.settled();
    fetched.push(server.taken.length);
    bench.pass(ms);
  }
  expect(fetched).toEqual([1, 1, 2]);
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

  test.each([
    [2, 2],
    [1, 3],
  ])("of %i that are kept the oldest goes first", async (kept, fetched) => {
    const { server, bench, newSink } = await guarded([], { tokensKept: kept });
    const { origin: url } = await startSink(authority);
    for (const [index, clientId] of ["crm", "other", "crm"].entries()) {
      await bench.queue({ ...newSink(`call${index}`, clientId), url });
      await bench.settled();
    }
    expect(server.taken).toHaveLength(fetched);
  });

  it("is fetched anew before it expires", async () => {
    await expectFetchedAnew(await guarded(), 260_000);
  });

  test.each([
    ["says a longer time", 300],
    ["says nothing", undefined],
  ])("is used no longer than we want, where its server %s", async (_, said) => {
    const first = {
      access_token: "fetched-1",
      token_type: "Bearer",
      expires_in: said,
    };
    const short = await guarded([{ body: first }], { tokenMaxSeconds: 100 });
    await expectFetchedAnew(short, 60_000);
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
});
