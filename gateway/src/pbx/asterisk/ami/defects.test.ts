import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { DEFECTS_OF_LIFE } from "./defects-of-life.ts";
import { DEFECTS_OF_MESSAGES } from "./defects-of-messages.ts";
import {
  actionIdOf,
  quickOptions,
  startRawPeer,
  startServer,
  startTransport,
  until,
  upTransport,
} from "./testing.ts";
import type { AmiError } from "./transport.ts";

const DEFECTS = { ...DEFECTS_OF_MESSAGES, ...DEFECTS_OF_LIFE };

test("all 25 are here", () => {
  expect(Object.keys(DEFECTS)).toEqual(
    Array.from({ length: 25 }, (_, i) => String(i + 1)),
  );
});

for (const [number, [title, run]] of Object.entries(DEFECTS))
  test(`#${number} ${title}`, run);

test("at most maxPending actions wait", async () => {
  const { port } = await startServer(() => {});
  const { transport } = await upTransport(
    quickOptions(port, { maxPending: 2 }),
  );
  const waiting = [1, 2].map(() =>
    transport
      .send({ action: "Ping" }, 50)
      .catch((error: AmiError) => error.kind),
  );
  await expect(transport.send({ action: "Ping" })).rejects.toMatchObject({
    kind: "down",
    message: "too many actions wait for an answer",
  });
  expect(await Promise.all(waiting)).toEqual(["timeout", "timeout"]);
});

test("a peer that is no Asterisk is never told the secret", async () => {
  let heard = "";
  const { port } = await startRawPeer((_, text) => {
    heard += text;
  }, "SSH-2.0-OpenSSH_9.2\r\n");
  const { transport } = startTransport(quickOptions(port));
  await until(() => transport.state === "down");
  expect(transport.detail).toBe("the peer is not an Asterisk manager");
  expect(heard).toBe("");
});

test("nobody listening is told as such and retried", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(
        address !== null && typeof address === "object" ? address.port : 0,
      );
    });
  });
  await new Promise((resolve) => server.close(resolve));
  const { transport, states } = startTransport(quickOptions(port));
  await until(() => states.length > 4);
  expect(transport.detail).toContain("ECONNREFUSED");
});

test("whoever awaits an answer goes on before the event behind it is told", async () => {
  const { port } = await startRawPeer((socket, text) => {
    const id = actionIdOf(text);
    const event = text.includes("Ping") ? "Event: Hangup\r\n\r\n" : "";
    socket.write(`Response: Success\r\nActionID: ${id}\r\n\r\n${event}`);
  });
  const { transport } = await upTransport(quickOptions(port));
  const seen: string[] = [];
  transport.onEvent(() => seen.push("event"));
  await transport.send({ action: "Ping" });
  seen.push("answer");
  await until(() => seen.length === 2);
  expect(seen).toEqual(["answer", "event"]);
});

test("what comes of a list that was given up is not told as events", async () => {
  const { port, server } = await startServer((peer, action) => {
    setTimeout(() => {
      const names = {
        message: "m",
        item: "Status",
        complete: "StatusComplete",
      };
      peer.list(action, names, [[["N", 1]]]);
      server.event("Hangup", "call", []);
    }, 60);
  });
  const { transport, events } = await upTransport(quickOptions(port));
  const list = transport.list({ action: "Status" }, 20);
  await expect(list).rejects.toMatchObject({ kind: "timeout" });
  await until(() => events.length > 0);
  expect(events.map((event) => event.get("Event"))).toEqual(["Hangup"]);
});

test("one listener's bug neither silences the others nor the connection", async () => {
  const bugs: unknown[] = [];
  const keep = (error: unknown) => bugs.push(error);
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", keep);
  onTestFinished(() => {
    process.off("uncaughtException", keep);
    for (const listener of before) process.on("uncaughtException", listener);
  });
  const { port, server } = await startServer();
  const { transport } = startTransport(quickOptions(port));
  const seen: unknown[] = [];
  transport.onEvent(() => {
    throw new Error("a listener's bug");
  });
  transport.onEvent((event) => seen.push(event.get("Event")));
  await until(() => transport.state === "up");
  server.event("One", "call", []);
  server.event("Two", "call", []);
  await until(() => seen.length === 2);
  expect(transport.state).toBe("up");
  expect(bugs).toHaveLength(2);
});

test("a refused login is tried again slowly, an unreachable peer quickly", async () => {
  const { port, server } = await startServer();
  const quick = { backoffMinMs: 1, backoffMaxMs: 1 };
  server.faults.refuseLogin();
  startTransport(quickOptions(port, { ...quick, refusedRetryMs: 300 }));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(server.connections).toBe(1);
  await until(() => server.connections === 2);
});

test("stop() gives an attempt up at once", async () => {
  let isClosed = false;
  const { port, sockets } = await startRawPeer(() => {}, "");
  const { transport, states } = startTransport(
    quickOptions(port, { connectTimeoutMs: 60_000 }),
  );
  await until(() => sockets.length === 1);
  sockets[0]?.on("close", () => {
    isClosed = true;
  });
  await transport.stop();
  await until(() => isClosed);
  expect(states).toEqual(["connecting", "down"]);
  expect(transport.detail).toBe("stopped");
});
