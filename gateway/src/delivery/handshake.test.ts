/** What a client may have in addition: the handshake of CloudEvents. */
import { describe, expect, it, test } from "vitest";
import type { DeliveryRules } from "./delivery.ts";
import { makeAuthority, reached, startSink } from "./testing.ts";
import { NO_WISHES, openBench } from "./testing-bench.ts";

const authority = makeAuthority();

const withHandshake = (rules: Partial<DeliveryRules> = {}) =>
  openBench(authority, {
    rules,
    parts: {
      clients: { of: async () => ({ ...NO_WISHES, handshake: true }) },
    },
  });

/** A sink that answers OPTIONS with these headers. */
function consenting(headers: Record<string, string>, status = 200) {
  return startSink(authority, ({ method }, response) => {
    if (method === "OPTIONS") response.writeHead(status, headers).end();
    else response.writeHead(204).end();
  });
}

describe("the handshake", () => {
  test.each([
    [2, 2],
    [1, 3],
  ])(
    "of %i consents that are kept the oldest goes first",
    async (kept, asked) => {
      const sink = await consenting({ "webhook-allowed-origin": "*" });
      const { queue, settled } = await withHandshake({ consentsKept: kept });
      for (const [index, path] of ["/a", "/b", "/a"].entries()) {
        const url = `${sink.origin}${path}`;
        await queue({ callId: `call${index}`, clientId: "crm", url });
        await settled();
      }
      const options = sink.taken.filter(({ method }) => method === "OPTIONS");
      expect(options).toHaveLength(asked);
    },
  );

  test.each([
    { "webhook-allowed-origin": "gateway.example" },
    { "WebHook-Allowed-Origin": "*", "WebHook-Allowed-Rate": "*" },
  ])("a sink that consents is asked once: %j", async (headers) => {
    const sink = await consenting(headers);
    const { queue, settled, pass } = await withHandshake();
    const url = `${sink.origin}/a?b=c`;
    await queue({ callId: "one", clientId: "crm", url }, [{}, {}]);
    await settled();
    await queue({ callId: "two", clientId: "crm", url });
    await settled();
    expect(sink.taken.map(({ method }) => method)).toEqual([
      ...["OPTIONS", "POST", "POST", "POST"],
    ]);
    for (const taken of sink.taken) {
      expect(taken.headers["webhook-request-origin"]).toBe("gateway.example");
      expect(taken.path).toBe("/a?b=c");
    }
    pass(3_601_000);
    await queue({ callId: "three", clientId: "crm", url });
    await settled();
    expect(sink.taken.map(({ method }) => method).slice(4)).toEqual([
      ...["OPTIONS", "POST"],
    ]);
  });

  test.each<[Record<string, string>, number]>([
    [{}, 200],
    [{ "webhook-allowed-origin": "other.example" }, 200],
    [{ "webhook-allowed-origin": "*" }, 404],
    [{ "webhook-allowed-origin": "*" }, 302],
  ])(
    "no consent, no event, and it is asked again by the schedule: %j %i",
    async (headers, status) => {
      const sink = await consenting(headers, status);
      const { queue, told, pass } = await withHandshake();
      await queue({ callId: "one", clientId: "crm", url: sink.origin });
      await reached(1, told);
      pass(2_001);
      await reached(2, told);
      expect(sink.taken.map(({ method }) => method)).toEqual([
        ...["OPTIONS", "OPTIONS"],
      ]);
      expect(told.map(({ result }) => result)).toEqual(["retried", "retried"]);
    },
  );

  it("a rate is kept, and waiting for it is no attempt", async () => {
    const sink = await consenting({
      "webhook-allowed-origin": "*",
      "webhook-allowed-rate": "6",
    });
    const { queue, settled, pass, states, db } = await withHandshake();
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      {},
      {},
    ]);
    await reached(2, sink.taken);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(sink.taken).toHaveLength(2);
    pass(10_001);
    await reached(3, sink.taken);
    pass(10_001);
    await settled();
    expect(Object.values(await states())).toEqual(Array(3).fill("delivered"));
    const attempts = await db
      .selectFrom("delivery_attempts")
      .select("id")
      .execute();
    expect(attempts).toHaveLength(3);
  });

  it("a rate next to nothing is kept as far as the longest spacing", async () => {
    const sink = await consenting({
      "webhook-allowed-origin": "*",
      "webhook-allowed-rate": "0.000001",
    });
    const { queue, settled, pass, states } = await withHandshake({
      spacingMaxSeconds: 20,
    });
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [{}, {}]);
    await reached(2, sink.taken);
    pass(19_000);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(sink.taken).toHaveLength(2);
    pass(1_001);
    await settled();
    expect(Object.values(await states())).toEqual(Array(2).fill("delivered"));
  });

  it("what a rate has kept back for longer than the whole schedule is tried by that, and given up", async () => {
    const sink = await consenting({
      "webhook-allowed-origin": "*",
      "webhook-allowed-rate": "0.1",
    });
    const { queue, settled, pass, states, told } = await withHandshake({
      retryDelaysSeconds: [1, 1],
      retryAfterMaxSeconds: 1,
    });
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      {},
      {},
    ]);
    await reached(1, told);
    for (const [index, ms] of [600_001, 1_001, 1_001].entries()) {
      pass(ms);
      await reached(index + 3, told);
    }
    await settled();
    expect(await states()).toEqual({
      "one-1": "delivered",
      "one-2": "delivered",
      "one-3": "dead exhausted",
    });
    expect(sink.taken.map(({ method }) => method)).toEqual([
      ...["OPTIONS", "POST", "POST"],
    ]);
  });
});
