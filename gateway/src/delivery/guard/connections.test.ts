import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, test } from "vitest";
import { reached, startSink } from "../testing.ts";
import { authority, code, guard, local, post } from "./testing.ts";

describe("connections", () => {
  it("are kept for the next request, one for each name", async () => {
    const sink = await startSink(authority);
    const made = guard(
      { allow: ["127.0.0.1"] },
      { resolve: () => Promise.resolve(["127.0.0.1"]) },
    );
    for (const host of ["a.sink.test", "a.sink.test", "b.sink.test"])
      await post(made, `https://${host}:${sink.port}/`);
    expect([sink.taken.length, sink.connections()]).toEqual([3, 2]);
  });

  test.each([
    [0, 6],
    [1, 5],
    [8, 3],
  ])("of three at once %i are kept", async (kept, wanted) => {
    const sink = await startSink(authority, (_, response) => {
      setTimeout(() => response.end(), 50);
    });
    const made = local({ idleConnectionsPerHost: kept });
    for (let round = 0; round < 2; round++) {
      await Promise.all([1, 2, 3].map(() => post(made, sink.origin)));
    }
    expect(sink.connections()).toBe(wanted);
  });

  it("one that was closed meanwhile costs no attempt", async () => {
    const first = await startSink(authority, (_, response, { socket }) => {
      response.writeHead(204).end();
      response.on("finish", () => setTimeout(() => socket.destroy(), 20));
    });
    const made = local();
    for (let round = 0; round < 5; round++) {
      expect((await post(made, first.origin)).status).toBe(204);
      await new Promise((resolve) => setTimeout(resolve, 18 + round));
    }
  });

  test.each([
    [1, "E_PROTOCOL"],
    [2, "answered"],
  ])("%i that turn out to be closed are passed over", async (stale, wanted) => {
    const known = new WeakSet<object>();
    const sink = await startSink(authority, (_, response, { socket }) => {
      if (known.has(socket)) socket.destroy();
      else setTimeout(() => response.end(), 50);
      known.add(socket);
    });
    const made = local({ staleConnections: stale });
    await Promise.all([1, 2].map(() => post(made, sink.origin)));
    expect(await code(post(made, sink.origin))).toBe(wanted);
  });

  it("are closed when nothing came for a while; what is slow is waited for", async () => {
    const sink = await startSink(authority, (_, response) => {
      setTimeout(() => response.end(), 150);
    });
    const made = local({ idleConnectionMs: 60 });
    expect((await post(made, sink.origin)).status).toBe(200);
    expect((await post(made, sink.origin)).status).toBe(200);
    expect(sink.connections()).toBe(1);
    await sleep(150);
    await post(made, sink.origin);
    expect(sink.connections()).toBe(2);
  });

  it("those that turn out to be closed use up the time of the one request", async () => {
    const sink = await startSink(
      authority,
      ({ path }, response, { socket }) => {
        if (path === "/first") setTimeout(() => response.end(), 50);
        else setTimeout(() => socket.destroy(), 200);
      },
    );
    const made = local({ totalTimeoutMs: 300 });
    const first = () => post(made, `${sink.origin}/first`);
    await Promise.all([first(), first(), first()]);
    expect(sink.connections()).toBe(3);
    const began = performance.now();
    expect(await code(post(made, sink.origin))).toBe("E_TIMEOUT");
    expect(performance.now() - began).toBeLessThan(700);
    expect(sink.taken).toHaveLength(5);
  });

  it("a guard that is closed ends what is on its way", async () => {
    const sink = await startSink(authority, () => undefined);
    const made = local({ totalTimeoutMs: 10_000 });
    const sent = code(post(made, sink.origin));
    await reached(1, sink.taken);
    made.close();
    expect(await sent).toBe("E_PROTOCOL");
  });
});
