import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { startSink, switchProtocols } from "../testing.ts";
import { authority, code, guard, local, post } from "./testing.ts";

describe("what comes back", () => {
  test.each([301, 302, 303, 307, 308])("%i is not followed", async (status) => {
    const hidden = await startSink(authority);
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(status, { location: `${hidden.origin}/` }).end();
    });
    expect((await post(local(), sink.origin)).status).toBe(status);
    expect(hidden.connections()).toBe(0);
  });

  it("a body is read up to the limit, then the connection is cut; nothing is decompressed, no cookie is kept", async () => {
    const zipped = gzipSync("x".repeat(100_000));
    const sink = await startSink(authority, ({ path }, response) => {
      response.setHeader("set-cookie", "a=b");
      if (path === "/zip") {
        response.setHeader("content-encoding", "gzip");
        response.end(zipped);
      } else {
        response.write("x".repeat(3_000));
        const timer = setInterval(() => response.write("x".repeat(1_000)), 1);
        response.on("close", () => clearInterval(timer));
      }
    });
    const made = local();
    const zip = await post(made, `${sink.origin}/zip`);
    expect([zip.body, zip.isCut]).toEqual([zipped, false]);
    const endless = await post(made, `${sink.origin}/endless`);
    expect(endless).toMatchObject({ status: 200, isCut: true });
    expect(endless.body.length).toBeLessThanOrEqual(4_096);
    for (const { headers } of sink.taken)
      expect(headers).not.toHaveProperty("cookie");
  });

  it("a body that never ends changes nothing about the status", async () => {
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(200);
      response.write("x");
    });
    const made = local({ totalTimeoutMs: 100 });
    expect(await post(made, sink.origin)).toMatchObject({
      status: 200,
      isCut: true,
    });
  });

  it("no answer in time", async () => {
    const sink = await startSink(authority, () => undefined);
    const made = local({ totalTimeoutMs: 60 });
    expect(await code(post(made, sink.origin))).toBe("E_TIMEOUT");
    expect(sink.taken).toHaveLength(1);
  });

  test.each([
    ["silent", () => undefined, "E_TIMEOUT"],
    ["plain http", (it: Socket) => it.end("HTTP/1.1 200 OK\r\n\r\n"), "E_TLS"],
    ["gone at once", (it: Socket) => it.destroy(), "E_TLS"],
  ] as const)("no TLS: %s", async (_, does, wanted) => {
    const server = createServer((socket) => {
      onTestFinished(() => void socket.destroy());
      socket.on("error", () => undefined);
      does(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const address = server.address();
    const port =
      typeof address === "object" && address !== null ? address.port : 0;
    const made = local({ connectTimeoutMs: 60, totalTimeoutMs: 10_000 });
    const url = `https://127.0.0.1:${port}/`;
    const began = performance.now();
    expect(await code(post(made, url))).toBe(wanted);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("no HTTP, and headers without end", async () => {
    const sink = await startSink(authority, ({ path }, _, { socket }) => {
      if (path === "/garbage") socket.end("rubbish\r\n\r\n");
      else if (path === "/gone") socket.destroy();
      else
        socket.write(
          `HTTP/1.1 200 OK\r\n${"x: ".padEnd(500, "y").concat("\r\n").repeat(60)}`,
        );
    });
    const made = local();
    for (const path of ["/garbage", "/gone", "/headers"])
      expect(await code(post(made, sink.origin + path))).toBe("E_PROTOCOL");
  });

  test.each(["a new", "a kept"])(
    "an upgrade nobody asked for is no answer, on %s connection",
    async (which) => {
      const sink = await startSink(authority, ({ path }, response) => {
        if (path === "/first") response.writeHead(204).end();
        else switchProtocols(response);
      });
      const made = local();
      if (which === "a kept") await post(made, `${sink.origin}/first`);
      const before = sink.taken.length;
      expect(await code(post(made, sink.origin))).toBe("E_PROTOCOL");
      expect(sink.taken.length - before).toBe(1);
    },
  );

  it("its words give nothing away", async () => {
    const made = guard({}, { resolve: () => Promise.resolve(["10.0.0.1"]) });
    const seen = await Promise.all(
      ["https://a.example/", "https://b.example:9/"].map((url) =>
        post(made, url).catch((fault: unknown) => String(fault)),
      ),
    );
    expect(new Set(seen)).toEqual(
      new Set(["RequestFault: the request had no answer"]),
    );
  });
});
