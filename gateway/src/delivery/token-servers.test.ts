import { describe, expect, it, test } from "vitest";
import { reached } from "./testing.ts";
import { openBench } from "./testing-bench.ts";
import { authority, guarded, type TokenAnswer } from "./testing-tokens.ts";

describe("PRIVATE_KEY_JWT", () => {
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
