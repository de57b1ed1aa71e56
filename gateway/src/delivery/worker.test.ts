import { sql } from "kysely";
import { describe, expect, it, test, vi } from "vitest";
import { makeAuthority, openBench, startSink, type Taken } from "./testing.ts";

const authority = makeAuthority();
const MINUTE = 60_000;

const idsOf = (taken: readonly Taken[]) =>
  taken.map(({ body }) => String(JSON.parse(body).id));

/** Answers with these statuses, then with 204. */
function scripted(statuses: readonly number[], headers = {}) {
  const left = [...statuses];
  return startSink(authority, (_, response) => {
    response.writeHead(left.shift() ?? 204, headers).end();
  });
}

const reached = (count: number, taken: readonly unknown[]) =>
  vi.waitUntil(() => taken.length >= count, { timeout: 5_000, interval: 2 });

const quiet = () => new Promise((resolve) => setTimeout(resolve, 60));

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
    const sink = await scripted([status], { location: "https://127.0.0.1/" });
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
      const sink = await scripted([status]);
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
      const sink = await scripted([status, status]);
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
      const sink = await scripted([status], {
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

describe("no answer", () => {
  it("a sink that is down for an hour gets everything, once and in order", async () => {
    const first = await startSink(authority);
    const { port, origin } = first;
    await first.stop();
    const { queue, settled, pass, db } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: origin }, [{}, {}, {}]);
    const attempts = async () =>
      (await db.selectFrom("delivery_attempts").select("error").execute())
        .length;
    for (const [index, ms] of [
      2_000,
      10_000,
      MINUTE,
      5 * MINUTE,
      30 * MINUTE,
    ].entries()) {
      await vi.waitUntil(async () => (await attempts()) === index + 1);
      pass(ms);
    }
    await vi.waitUntil(async () => (await attempts()) === 6);
    const back = await startSink(authority, undefined, port);
    pass(60 * MINUTE);
    await quiet();
    expect(back.taken).toHaveLength(0);
    pass(60 * MINUTE);
    await settled();
    expect(idsOf(back.taken)).toEqual(["one-1", "one-2", "one-3"]);
    const rows = await db.selectFrom("delivery_attempts").selectAll().execute();
    expect(
      rows.slice(0, 6).map(({ status, error }) => [status, error]),
    ).toEqual(Array(6).fill([null, "E_CONNECT"]));
  });

  it("an address that is not permitted any more", async () => {
    const { queue, settled, states } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: "https://10.0.0.1/" });
    await settled();
    expect(await states()).toEqual({ "one-1": "dead address_refused" });
  });
});

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

describe("many at once", () => {
  it("a full queue is emptied as places become free, not by the clock", async () => {
    const sinks = await Promise.all(
      Array.from({ length: 5 }, () => startSink(authority)),
    );
    const bench = await openBench(authority, {
      isIdle: true,
      rules: { pollMs: 600_000 },
    });
    for (let index = 0; index < 300; index++) {
      const url = sinks[index % sinks.length]?.origin ?? "";
      await bench.queue({ callId: `c${index}`, clientId: "crm", url });
    }
    bench.worker.start();
    await bench.settled();
    const taken = sinks.flatMap((sink) => idsOf(sink.taken));
    expect([taken.length, new Set(taken).size]).toEqual([300, 300]);
  });

  it("one that cannot be written takes no other with it", async () => {
    const sink = await startSink(authority);
    const bench = await openBench(authority, { isIdle: true });
    for (const callId of ["one", "two", "bad", "three"])
      await bench.queue({ callId, clientId: "crm", url: sink.origin });
    await sql`create trigger bad before insert on delivery_attempts
      when (select call_id from deliveries where seq = new.delivery_seq) = 'bad'
      begin select raise(abort, 'of this test'); end`.execute(bench.db);
    bench.worker.start();
    await vi.waitUntil(
      () => bench.faults.length > 0 && bench.told.length === 3,
    );
    expect(await bench.states()).toEqual({
      ...{ "one-1": "delivered", "two-1": "delivered" },
      ...{ "bad-1": "queued", "three-1": "delivered" },
    });
    expect(String(bench.faults)).toContain("of this test");
  });
});

describe("several workers and ends", () => {
  it("two workers on one database send each event once", async () => {
    const sink = await startSink(authority);
    const one = await openBench(authority);
    const two = await openBench(authority, { beside: one });
    for (let index = 0; index < 40; index++) {
      await one.queue(
        { callId: `c${index}`, clientId: "crm", url: sink.origin },
        [{}, {}, {}],
      );
      two.worker.wake();
    }
    await one.settled();
    expect(sink.taken).toHaveLength(120);
    expect(new Set(idsOf(sink.taken)).size).toBe(120);
    expect(one.told.length + two.told.length).toBe(120);
    expect([one.faults, two.faults]).toEqual([[], []]);
  });

  it("a long answer keeps its lease", async () => {
    const sink = await startSink(authority, (_, response) => {
      setTimeout(() => response.writeHead(204).end(), 900);
    });
    const rules = { leaseMs: 300 };
    const one = await openBench(authority, { rules });
    await openBench(authority, { beside: one, rules });
    await one.queue({ callId: "one", clientId: "crm", url: sink.origin });
    await one.settled();
    expect(sink.taken).toHaveLength(1);
  });

  it("what a dead gateway had in hand is sent by the next, with the same id", async () => {
    const answers: (() => void)[] = [];
    const sink = await startSink(authority, (_, response) => {
      answers.push(() => void response.writeHead(204).end());
    });
    const dead = await openBench(authority, {
      rules: { leaseMs: 600_000, stopGraceMs: 10 },
    });
    await dead.queue({ callId: "one", clientId: "crm", url: sink.origin });
    await reached(1, sink.taken);
    await dead.worker.stop();
    const next = await openBench(authority, { beside: dead });
    await quiet();
    expect(sink.taken).toHaveLength(1);
    next.pass(600_001);
    await reached(2, sink.taken);
    for (const answer of answers) answer();
    await next.settled();
    expect(idsOf(sink.taken)).toEqual(["one-1", "one-1"]);
    expect(await next.states()).toEqual({ "one-1": "delivered" });
  });

  it("stopping waits for what is on its way and takes nothing new", async () => {
    const sink = await startSink(authority, (_, response) => {
      setTimeout(() => response.writeHead(204).end(), 100);
    });
    const { queue, worker, states, db } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [{}, {}]);
    await reached(1, sink.taken);
    await worker.stop();
    expect(await states()).toEqual({ "one-1": "delivered", "one-2": "queued" });
    const row = await db.selectFrom("sinks").selectAll().executeTakeFirst();
    expect([row?.leased_by, row?.due_at !== null]).toEqual([null, true]);
    worker.start();
    await reached(2, sink.taken);
  });
});

describe("held events", () => {
  const data = { recordingResult: "success" };

  it("go when they are released, with what was told", async () => {
    const sink = await startSink(authority);
    const { queue, outbox, db, worker, settled } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      { heldFor: "recording" },
    ]);
    await reached(1, sink.taken);
    await quiet();
    expect(sink.taken).toHaveLength(1);
    await db
      .transaction()
      .execute((transaction) => outbox.release(transaction, "one", data));
    worker.wake();
    await settled();
    expect(JSON.parse(sink.taken[1]?.body ?? "")).toEqual({
      id: "one-2",
      data: { number: 2, ...data },
    });
  });

  it("go as they are when it takes too long; a release behind that changes nothing", async () => {
    const sink = await scripted([503]);
    const { queue, outbox, db, settled, pass, now, told } =
      await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      { heldFor: "recording", heldUntil: now() + 5_000 },
    ]);
    await quiet();
    expect(sink.taken).toHaveLength(0);
    pass(5_001);
    await reached(1, told);
    await db
      .transaction()
      .execute((transaction) => outbox.release(transaction, "one", data));
    pass(2_001);
    await settled();
    expect(sink.taken.map(({ body }) => JSON.parse(body).data)).toEqual([
      { number: 1 },
      { number: 1 },
    ]);
  });

  it("wait no longer than the configuration says", async () => {
    const sink = await startSink(authority);
    const { queue, settled, pass } = await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      { heldFor: "recording" },
    ]);
    pass(599_000);
    await quiet();
    expect(sink.taken).toHaveLength(0);
    pass(2_000);
    await settled();
  });

  it("a release does not hurry an earlier event", async () => {
    const sink = await scripted([503]);
    const { queue, outbox, db, worker, settled, pass } =
      await openBench(authority);
    await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
      {},
      { heldFor: "recording" },
    ]);
    await reached(1, sink.taken);
    await vi.waitUntil(async () => {
      const row = await db.selectFrom("sinks").selectAll().executeTakeFirst();
      return row?.leased_by === null;
    });
    await db
      .transaction()
      .execute((transaction) => outbox.release(transaction, "one", data));
    worker.wake();
    await quiet();
    expect(sink.taken).toHaveLength(1);
    pass(2_001);
    await settled();
    expect(idsOf(sink.taken)).toEqual(["one-1", "one-1", "one-2"]);
  });
});

test("superseded events are given up only where the configuration says so, the final one never", async () => {
  const sink = await scripted([500, 500, 500]);
  const { queue, settled, states, pass, told } = await openBench(authority, {
    rules: { dropSuperseded: true },
  });
  await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
    {},
    {},
    {},
  ]);
  await reached(3, told);
  await quiet();
  pass(2_001);
  await settled();
  expect(await states()).toEqual({
    "one-1": "dead superseded",
    "one-2": "dead superseded",
    "one-3": "delivered",
  });
});

test("what is told of attempts: result, time, and how long the event waited for its first", async () => {
  const sink = await scripted([503, 204, 400, 410]);
  const { queue, settled, told, pass } = await openBench(authority);
  await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
    {},
    {},
    {},
  ]);
  await reached(1, told);
  pass(2_001);
  await settled();
  await vi.waitUntil(() => told.length === 4);
  expect(told.map(({ result }) => result)).toEqual([
    ...["retried", "delivered", "dead", "stopped"],
  ]);
  expect(told.map(({ lagMs }) => lagMs !== undefined)).toEqual([
    ...[true, false, true, true],
  ]);
  for (const { durationMs } of told) expect(durationMs).toBeLessThan(1_000);
});
