import { describe, expect, it } from "vitest";
import { idsOf, makeAuthority, quiet, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();

describe("what is sent", () => {
  it("is the event as it was written, with exactly this content type, in order", async () => {
    const sink = await startSink(authority);
    const { queue, settled, states } = await openBench(authority);
    await queue(
      {
        callId: "one",
        clientId: "crm",
        url: `${sink.origin}/a?b=c`,
        correlator: "corr-1",
      },
      [{ body: { id: "one-1", data: { name: "Zoë €" } } }, {}, {}],
    );
    await settled();
    expect(idsOf(sink.taken)).toEqual(["one-1", "one-2", "one-3"]);
    const [first] = sink.taken;
    expect(first).toMatchObject({
      method: "POST",
      path: "/a?b=c",
      body: '{"id":"one-1","data":{"name":"Zoë €"}}',
    });
    expect(first?.headers).toEqual({
      host: new URL(sink.origin).host,
      connection: "keep-alive",
      "content-type": "application/cloudevents+json",
      "content-length": "41",
      "user-agent": "ringback",
      "x-correlator": "corr-1",
    });
    expect(Object.values(await states())).toEqual(Array(3).fill("delivered"));
    expect(sink.connections()).toBe(1);
  });

  it("has the event's id as correlator where the client gave none", async () => {
    const sink = await startSink(authority);
    const { queue, settled } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin });
    await settled();
    expect(sink.taken[0]?.headers["x-correlator"]).toBe("one-1");
  });

  it("is nothing for a call without a sink", async () => {
    const { outbox, db, states } = await openBench(authority);
    await db.transaction().execute((transaction) =>
      outbox.enqueue(transaction, {
        ...{ id: "x", callId: "none", body: {}, isFinal: true },
      }),
    );
    expect(await states()).toEqual({});
  });

  it("is nothing where the change it tells of was not written", async () => {
    const sink = await startSink(authority);
    const { outbox, db, worker, states } = await openBench(authority);
    const failed = db.transaction().execute(async (transaction) => {
      const callId = "one";
      await outbox.addSink(transaction, {
        ...{ callId, clientId: "crm", url: sink.origin },
      });
      const event = { id: "x", callId, body: {}, isFinal: true };
      await outbox.enqueue(transaction, event);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    worker.wake();
    await quiet();
    expect([await states(), sink.taken.length]).toEqual([{}, 0]);
  });
});
