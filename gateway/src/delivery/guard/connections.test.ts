import { describe, expect, it } from "vitest";
import { startSink } from "../testing.ts";
import { authority, guard, local, post } from "./testing.ts";

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
});
