import { expect } from "vitest";
import type { Row } from "./defects-of-messages.ts";
import {
  actionIdOf,
  quickOptions,
  startRawPeer,
  startServer,
  startTransport,
  until,
  upTransport,
} from "./testing.ts";

/** Defects of asterisk-ami-client 1.1.5 in logging in, waiting and ending (numbers of gateway-stack.md §2), each as the behaviour wanted instead. */
export const DEFECTS_OF_LIFE: Record<number, Row> = {
  5: [
    "an event in the packet of the login answer is told, after `up`",
    async () => {
      const { port } = await startRawPeer((socket, text) =>
        socket.write(
          `Response: Success\r\nActionID: ${actionIdOf(text)}\r\n\r\nEvent: FullyBooted\r\n\r\n`,
        ),
      );
      const { transport, events, states } = startTransport(quickOptions(port));
      transport.onEvent(() => states.push("event"));
      await until(() => events.length === 1);
      expect(states).toEqual(["connecting", "up", "event"]);
    },
  ],
  7: [
    "a peer that accepts and says nothing is given up in time, and tried again",
    async () => {
      const { port, sockets } = await startRawPeer(() => {}, "");
      const { transport } = startTransport(
        quickOptions(port, { connectTimeoutMs: 50 }),
      );
      await until(() => sockets.length > 2);
      await until(() => transport.state === "down");
      expect(transport.detail).toBe("no login within 50 ms");
    },
  ],
  8: [
    "a peer that stops answering is noticed by the watchdog and left",
    async () => {
      const { port, server } = await startServer();
      const { transport, states } = await upTransport(
        quickOptions(port, { pingIntervalMs: 20, pingTimeoutMs: 40 }),
      );
      const waiting = transport.send({ action: "Ping" });
      await waiting;
      server.faults.silent();
      await until(() => transport.state === "down");
      expect(transport.detail).toBe("no answer to Ping in 40 ms");
      server.faults.silent(false);
      server.faults.drop();
      await until(() => states.filter((state) => state === "up").length === 2);
    },
  ],
  9: [
    "a peer that closes before the login answer is told as a reason",
    async () => {
      const { port } = await startRawPeer((socket) => socket.destroy());
      const { transport } = startTransport(quickOptions(port));
      await until(() => transport.state === "down");
      expect(transport.detail).toMatch(/closed by Asterisk|ECONNRESET/);
    },
  ],
  10: [
    "actions fail at once when the connection goes and while it is gone",
    async () => {
      const { port, server } = await startServer(() => {});
      const { transport } = await upTransport(
        quickOptions(port, { backoffMinMs: 500, backoffMaxMs: 500 }),
      );
      const begin = performance.now();
      const waiting = transport.send({ action: "Ping" }, 10_000);
      const list = transport.list({ action: "CoreShowChannels" }, 10_000);
      await until(() => transport.stats().actions === 2);
      server.faults.drop();
      await expect(waiting).rejects.toMatchObject({ kind: "down" });
      await expect(list).rejects.toMatchObject({ kind: "down" });
      await expect(transport.send({ action: "Ping" })).rejects.toMatchObject({
        kind: "down",
      });
      expect(performance.now() - begin).toBeLessThan(400);
    },
  ],
  11: [
    "an outage of any length ends in a new login",
    async () => {
      const { port, server } = await startServer();
      const { transport, states } = await upTransport(
        quickOptions(port, { backoffMinMs: 2, backoffMaxMs: 4 }),
      );
      await server.stop();
      await until(
        () => states.filter((state) => state === "connecting").length > 40,
      );
      await server.listen(port);
      await until(() => transport.state === "up");
    },
  ],
  12: [
    "a login refused while reconnecting is tried again",
    async () => {
      const { port, server } = await startServer();
      const { transport } = await upTransport(quickOptions(port));
      server.faults.refuseLogin();
      server.faults.drop();
      await until(() => transport.detail?.startsWith("login refused") === true);
      server.faults.refuseLogin(false);
      await until(() => transport.state === "up");
    },
  ],
  13: [
    "stop() during an outage is final",
    async () => {
      const { port, server } = await startServer();
      const { transport } = await upTransport(quickOptions(port));
      await server.stop();
      await until(() => transport.state !== "up");
      await transport.stop();
      await server.listen(port);
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect(transport.state).toBe("down");
      expect(server.connections).toBe(1);
    },
  ],
  14: [
    "the end is told once",
    async () => {
      const { port } = await startServer();
      const { transport, states } = await upTransport(quickOptions(port));
      await transport.stop();
      await transport.stop();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(states).toEqual(["connecting", "up", "down"]);
    },
  ],
  19: [
    "every action has its own time limit, and a late answer hurts nobody",
    async () => {
      const { port } = await startServer((peer, action) => {
        setTimeout(() => peer.answer(action, "Success"), 80);
      });
      const { transport } = await upTransport(quickOptions(port));
      await expect(
        transport.send({ action: "Originate" }, 20),
      ).rejects.toMatchObject({ kind: "timeout" });
      await transport.send({ action: "Originate" }, 500);
      expect(transport.stats().timeouts).toBe(1);
    },
  ],
  23: [
    "the watchdog's Ping does not take a caller's answer",
    async () => {
      const { port } = await startServer();
      const { transport } = await upTransport(
        quickOptions(port, { pingIntervalMs: 1 }),
      );
      for (let i = 0; i < 200; i++) await transport.send({ action: "Ping" });
      expect(transport.stats().timeouts).toBe(0);
    },
  ],
  24: [
    "a refused login closes the socket from our side",
    async () => {
      let closed = false;
      const { port } = await startRawPeer((socket, text) => {
        socket.on("close", () => {
          closed = true;
        });
        socket.write(
          `Response: Error\r\nActionID: ${actionIdOf(text)}\r\nMessage: Authentication failed\r\n\r\n`,
        );
      });
      startTransport(quickOptions(port, { refusedRetryMs: 60_000 }));
      await until(() => closed);
    },
  ],
};
