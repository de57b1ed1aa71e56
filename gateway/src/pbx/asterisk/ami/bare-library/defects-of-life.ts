import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, vi } from "vitest";
import type { Row } from "../defects-of-messages.ts";
import { actionIdOf, startRawPeer, startServer, until } from "../testing.ts";
import { stopClock } from "./defects-of-messages.ts";
import { A_WHILE_MS, bareClient, connectedClient } from "./testing-client.ts";

const TIMEOUT_MS = 10_000;
const PENDING = "pending";

/** The bare library's logging in, waiting and ending (numbers of gateway-stack.md §2), each as what it does. */
export const BARE_LIFE: Record<number, Row> = {
  5: [
    "an event in the packet of the login answer is lost",
    async () => {
      const { port, sockets } = await startRawPeer((socket, text) =>
        socket.write(
          `Response: Success\r\nActionID: ${actionIdOf(text)}\r\n\r\nEvent: FullyBooted\r\n\r\n`,
        ),
      );
      const { events } = await connectedClient(port);
      sockets[0]?.write("Event: Later\r\n\r\n");
      await until(() => events.length > 0);
      expect(events.map((event) => event.Event)).toEqual(["Later"]);
    },
  ],
  7: [
    "a peer that accepts and says nothing is waited for without end",
    async () => {
      const { port, sockets } = await startRawPeer(() => {}, "");
      const { client, connect } = bareClient();
      const advance = ownTimers();
      const connecting = connect(port);
      await until(() => sockets.length === 1);
      advance(60 * TIMEOUT_MS);
      expect(await outcome(connecting)).toBe(PENDING);
      expect(client.connection).toBeNull();
    },
  ],
  8: [
    "a peer that stops answering is pinged once more and believed",
    async () => {
      const { port, actions } = await startServer(() => {});
      const { client } = await connectedClient(port, {
        keepAlive: true,
        keepAliveDelay: 5,
      });
      const gone = vi.fn<() => void>();
      client.on("disconnect", gone);
      await until(() => actions.length === 1);
      await sleep(A_WHILE_MS);
      expect(actions).toHaveLength(1);
      expect(client.isConnected).toBe(true);
      expect(gone).not.toHaveBeenCalled();
    },
  ],
  9: [
    "a peer that closes before the login answer rejects with false",
    async () => {
      const { port } = await startRawPeer((socket) => socket.destroy());
      await expect(bareClient().connect(port)).rejects.toBe(false);
    },
  ],
  10: [
    "an action without a connection waits ten seconds, or is dropped",
    async () => {
      const { port, server, actions } = await startServer();
      const { client } = await connectedClient(port);
      server.faults.drop();
      await until(() => client.isConnected === false);
      const advance = ownTimers();
      client.action({ Action: "Ping" });
      const sent = client.action({ Action: "Ping" }, true);
      advance(TIMEOUT_MS - 1);
      expect(await outcome(sent)).toBe(PENDING);
      advance(1);
      await expect(sent).rejects.toThrow("Timeout");
      expect(actions).toEqual([]);
    },
  ],
  11: [
    "after the last try it never connects again",
    async () => {
      const { port, server } = await startServer();
      const { client, faults } = await connectedClient(port, {
        reconnect: true,
        maxAttemptsCount: 2,
        attemptsDelay: 5,
      });
      await server.stop();
      await until(() => faults.length > 0);
      expect(String(faults.at(-1))).toContain("max count attempts");
      await server.listen(port);
      await sleep(A_WHILE_MS);
      expect([client.isConnected, server.connections]).toEqual([false, 1]);
    },
  ],
  12: [
    "one login refused while reconnecting, and it never connects again",
    async () => {
      const { port, server } = await startServer();
      const { client, faults } = await connectedClient(port, {
        reconnect: true,
        attemptsDelay: 5,
      });
      server.faults.refuseLogin();
      server.faults.drop();
      await until(() => faults.length > 0);
      server.faults.refuseLogin(false);
      await sleep(A_WHILE_MS);
      expect([client.isConnected, server.connections]).toEqual([false, 2]);
    },
  ],
  13: [
    "disconnect() during an outage does not hold",
    async () => {
      const { port, server } = await startServer();
      const { client } = await connectedClient(port, {
        reconnect: true,
        attemptsDelay: 20,
      });
      const isTrying = new Promise((resolve) =>
        client.once("reconnection", resolve),
      );
      await server.stop();
      await isTrying;
      client.disconnect();
      await server.listen(port);
      await until(() => client.isConnected === true);
    },
  ],
  14: [
    "disconnect is told twice",
    async () => {
      const { port } = await startServer();
      const { client } = await connectedClient(port);
      const told = vi.fn<() => void>();
      client.on("disconnect", told);
      client.disconnect();
      await sleep(A_WHILE_MS);
      expect(told).toHaveBeenCalledTimes(2);
    },
  ],
  19: [
    "an answer after ten seconds comes too late, and no option waits longer",
    async () => {
      const { port, server, actions } = await startServer(() => {});
      const { client, responses } = await connectedClient(port);
      const advance = ownTimers();
      const sent = client.action({ Action: "Originate" }, true);
      await until(() => actions.length === 1);
      advance(TIMEOUT_MS);
      await expect(sent).rejects.toThrow("Timeout");
      const id = actions[0]?.get("ActionID") ?? "";
      server.faults.garbage(`Response: Success\r\nActionID: ${id}\r\n\r\n`);
      await until(() => responses.length === 1);
    },
  ],
  23: [
    "the keep-alive's Ping takes the answer of an action of its millisecond",
    async () => {
      stopClock();
      const { port, actions } = await startServer();
      const { client } = await connectedClient(port, {
        keepAlive: true,
        keepAliveDelay: 5,
      });
      await until(() => actions.length > 0);
      const sent = client.action({ Action: "Originate" }, true);
      await until(() =>
        actions.some((action) => action.get("Action") === "Originate"),
      );
      await sleep(A_WHILE_MS);
      expect(await outcome(sent)).toBe(PENDING);
    },
  ],
  24: [
    "a refused login leaves the socket open",
    async () => {
      const { port, sockets } = await startRawPeer((socket, text) =>
        socket.write(
          `Response: Error\r\nActionID: ${actionIdOf(text)}\r\nMessage: Authentication failed\r\n\r\n`,
        ),
      );
      await expect(bareClient().connect(port, "wrong")).rejects.toThrow(
        "Authentication failed",
      );
      await sleep(A_WHILE_MS);
      expect(sockets[0]?.readableEnded).toBe(false);
      expect(sockets[0]?.destroyed).toBe(false);
    },
  ],
};

/** From now on the library's timers go only as the returned function moves them. */
function ownTimers(): (ms: number) => void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return (ms) => {
    vi.advanceTimersByTime(ms);
  };
}

/** What a promise has come to by now. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
  const now = new Promise((resolve) =>
    setImmediate(() => setImmediate(resolve, PENDING)),
  );
  return await Promise.race([promise.catch((fault) => fault), now]);
}
