import { describe, expect, it, test, vi } from "vitest";
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

describe("what an answer means", () => {
  test.each([
    [200, "delivered"],
    [201, "delivered"],
    [202, "delivered"],
    [204, "delivered"],
    [300, "dead http_300"],
    [301, "dead http_301"],
    [308, "dead http_308"],
    [400, "dead http_400"],
    [404, "dead http_404"],
    [405, "dead http_405"],
    [409, "dead http_409"],
    [413, "dead http_413"],
    [415, "dead http_415"],
    [418, "dead http_418"],
    [422, "dead http_422"],
  ])("%i: %s, and the next event goes on", async (status, wanted) => {
    const sink = await scripted(authority, [status], {
      location: "https://127.0.0.1/",
    });
    const { queue, settled, states } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [{}, {}]);
    await settled();
    expect(await states()).toEqual({ "one-1": wanted, "one-2": "delivered" });
    expect(idsOf(sink.taken)).toEqual(["one-1", "one-2"]);
  });

  test.each([
    [401, "credential_refused"],
    [403, "credential_refused"],
    [410, "gone"],
  ])(
    "%i: nothing more goes to this sink, later events neither",
    async (status, reason) => {
      const sink = await scripted(authority, [status]);
      const { queue, settled, states, outbox, db } = await openBench(authority);
      await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
        {},
        {},
      ]);
      await settled();
      await db.transaction().execute((transaction) =>
        outbox.enqueue(transaction, {
          ...{ id: "late", callId: "one", body: {}, isFinal: true },
        }),
      );
      await quiet();
      expect(await states()).toEqual({
        "one-1": `dead ${reason}`,
        "one-2": `dead ${reason}`,
        late: `dead ${reason}`,
      });
      expect(sink.taken).toHaveLength(1);
    },
  );

  test.each([302, 303, 304, 307, 408, 425, 429, 500, 501, 502, 503, 504, 599])(
    "%i: again by the schedule, with the same id and body, and nothing overtakes it",
    async (status) => {
      const sink = await scripted(authority, [status, status]);
      const { queue, settled, pass, told } = await openBench(authority);
      await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
        {},
        {},
      ]);
      await reached(1, told);
      pass(1_000);
      await quiet();
      expect(sink.taken).toHaveLength(1);
      pass(1_000);
      await reached(2, told);
      pass(9_000);
      await quiet();
      expect(sink.taken).toHaveLength(2);
      pass(1_000);
      await settled();
      expect(idsOf(sink.taken)).toEqual(["one-1", "one-1", "one-1", "one-2"]);
      expect(new Set(sink.taken.slice(0, 3).map(({ body }) => body)).size).toBe(
        1,
      );
    },
  );

  test.each([
    [429, "30", 29, 2],
    [503, "30", 29, 2],
    [429, "in 40 s", 35, 10],
    [429, "1", 1, 2],
    [429, "999999999", 7190, 15],
  ])(
    "%i with Retry-After %s is waited for, within the limit",
    async (status, text, tooSoon, rest) => {
      const sink = await scripted(authority, [status], {
        "retry-after":
          text === "in 40 s"
            ? new Date(Date.now() + 40_000).toUTCString()
            : text,
      });
      const { queue, settled, pass, told } = await openBench(authority);
      await queue({ callId: "one", clientId: "crm", url: sink.origin });
      await reached(1, told);
      pass(tooSoon * 1000);
      await quiet();
      expect(sink.taken).toHaveLength(1);
      pass(rest * 1000);
      await settled();
      expect(sink.taken).toHaveLength(2);
    },
  );

  it("the whole schedule, then it is a dead letter with all its attempts, and the next one has its own", async () => {
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(500).end();
    });
    const { queue, pass, states, db } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [{}, {}]);
    const delays = [2, 10, 60, 300, 1800, 7200];
    for (const [index, seconds] of delays.entries()) {
      await reached(index + 1, sink.taken);
      await vi.waitUntil(async () => {
        const rows = await db
          .selectFrom("delivery_attempts")
          .select("id")
          .execute();
        return rows.length === index + 1;
      });
      pass(seconds * 1000);
    }
    await reached(8, sink.taken);
    await vi.waitUntil(
      async () => (await states())["one-1"] === "dead exhausted",
    );
    expect(idsOf(sink.taken)).toEqual([...Array(7).fill("one-1"), "one-2"]);
    const attempts = await db
      .selectFrom("delivery_attempts")
      .selectAll()
      .where("delivery_seq", "=", 1)
      .execute();
    expect(
      attempts.map(({ status, error, retry_at, at }) => [
        status,
        error,
        retry_at === null ? null : Math.round((retry_at - at) / 1000),
      ]),
    ).toEqual([...delays, null].map((delay) => [500, "http_500", delay]));
  });
});
