/** Whatever a host sends back over TLS: an answer or a RequestFault, in the time there is. */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer } from "node:tls";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Answer } from "./exchange.ts";
import { RequestFault } from "./fault.ts";
import { authority, local } from "./testing.ts";

const TOTAL_MS = 150;
/** For a machine that is busy: what hangs would take for ever. */
const SLACK_MS = 4_000;
const AT_ONCE = 40;

/** What is written, piece by piece, and what becomes of the connection then. */
type Script = { pieces: string[]; end: "stay" | "end" | "reset" };

const piece = fc.oneof(
  fc.constantFrom(
    ...[
      "HTTP/1.1 200 OK\r\n",
      "HTTP/1.1 204 No Content\r\n",
      "HTTP/1.1 304 \r\n",
    ],
    ...["HTTP/1.1 101 Switching Protocols\r\n", "HTTP/1.1 100 Continue\r\n"],
    ...["HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 102 x\r\n\r\n"],
    ...["HTTP/1.1 000 x\r\n", "HTTP/1.1 999 x\r\n", "HTTP/1.1 -1 x\r\n"],
    ...[
      "HTTP/1.0 200 OK\r\n",
      "HTTP/2.0 200 OK\r\n",
      "HTTP/1.1 2",
      "ICY 200\r\n",
    ],
    ...["connection: upgrade\r\nupgrade: x\r\n", "connection: close\r\n"],
    ...["connection: keep-alive\r\n", "content-length: 0\r\n"],
    ...[
      "content-length: 5\r\n",
      "content-length: -1\r\n",
      "content-length: 9e9\r\n",
    ],
    ...["transfer-encoding: chunked\r\n", "transfer-encoding: x\r\n"],
    ...["trailer: a\r\n", "a: b\r\n", ": b\r\n", "\r\n", "\n", "\r", "\0"],
    ...["5\r\nhello\r\n", "0\r\n\r\n", "ffffffffff\r\n", "0\r\na: b\r\n\r\n"],
    ...["hello", "x".repeat(5_000), "a: b\r\n".repeat(500)],
    "HTTP/1.1 100 Continue\r\n\r\n".repeat(50),
    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    "HTTP/1.1 101 x\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const script: fc.Arbitrary<Script> = fc.record({
  pieces: fc.array(piece, { maxLength: 8 }),
  end: fc.constantFrom("stay", "end", "reset"),
});

/** Plays the script that a request's path names, on connections that may be used again. */
async function startHostile(scripts: ReadonlyMap<string, Script>) {
  const server = createServer(authority.identity, (socket) => {
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => undefined);
    socket.on("data", (data: Buffer) => {
      const [, name = ""] = / \/(\d+) HTTP/.exec(data.toString("latin1")) ?? [];
      const { pieces, end } = scripts.get(name) ?? { pieces: [], end: "stay" };
      for (const each of pieces) socket.write(each);
      if (end === "end") socket.end();
      // So that some of it arrives.
      if (end === "reset") setImmediate(() => socket.destroy());
    });
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const kindOf = (work: Promise<Answer>) =>
  work.then(
    ({ status }) => (status >= 0 ? "answer" : "no status"),
    (fault: unknown) => (fault instanceof RequestFault ? "fault" : fault),
  );

test("whatever comes back, the request ends", async () => {
  const scripts = new Map<string, Script>();
  const port = await startHostile(scripts);
  const made = local({ totalTimeoutMs: TOTAL_MS });
  const methods = ["POST", "GET", "OPTIONS"] as const;
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(script, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      fc.constantFrom(...methods),
      async (some, method) => {
        for (const [index, each] of some.entries())
          scripts.set(String(index), each);
        const ends = some.map((_, index) => {
          const url = `https://127.0.0.1:${port}/${index}`;
          return Promise.race([
            kindOf(made.request({ url, method })),
            sleep(TOTAL_MS + SLACK_MS, "hangs", { ref: false }),
          ]);
        });
        for (const end of await Promise.all(ends)) {
          seen.add(end);
          expect(["answer", "fault"]).toContain(end);
        }
      },
    ),
    { numRuns: 50, endOnFailure: true },
  );
  expect(seen).toEqual(new Set(["answer", "fault"]));
}, 60_000);
