import { createServer, type Socket } from "node:net";
import { onTestFinished, vi } from "vitest";
import type { AmiPeer } from "../../simulator/ami-peer.ts";
import { AmiServer } from "../../simulator/ami-server.ts";
import { ClientTransport } from "./client-transport.ts";
import type { WireMessage } from "./message.ts";
import type { AmiMessage, AmiOptions } from "./transport.ts";

export const TEST_LOGIN = { username: "ringback", secret: "not-a-secret" };

/** Short times, so that tests see retries and limits happen. */
export function quickOptions(
  port: number,
  changes: Partial<AmiOptions> = {},
): AmiOptions {
  return {
    host: "127.0.0.1",
    port,
    ...TEST_LOGIN,
    auth: "plain",
    connectTimeoutMs: 1_000,
    actionTimeoutMs: 1_000,
    pingIntervalMs: 60_000,
    pingTimeoutMs: 100,
    backoffMinMs: 10,
    backoffMaxMs: 40,
    refusedRetryMs: 60,
    maxMessageBytes: 256 * 1024,
    maxPending: 200,
    maxListItems: 1_000,
    ...changes,
  };
}

/** A started transport with what it told; stopped when the test ends. */
export function startTransport(options: AmiOptions) {
  const transport = new ClientTransport(options);
  const events: AmiMessage[] = [];
  const states: string[] = [];
  transport.onEvent((event) => events.push(event));
  transport.onState((state) => states.push(state));
  onTestFinished(() => transport.stop());
  transport.start();
  return { transport, events, states };
}

export async function upTransport(options: AmiOptions) {
  const started = startTransport(options);
  await until(() => started.transport.state === "up");
  return started;
}

/** Polls until `condition` holds; fails the test after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 5_000, interval: 2 });
}

/** An AMI server that keeps what it was asked, and lets a test answer. */
export async function startServer(
  answer: (peer: AmiPeer, action: WireMessage) => void = (peer, action) =>
    peer.answer(action, "Success"),
) {
  const actions: WireMessage[] = [];
  const server = new AmiServer({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    readClasses: ["call", "user"],
    onAction: (peer, action) => {
      actions.push(action);
      answer(peer, action);
      return true;
    },
  });
  const port = await server.listen();
  onTestFinished(() => server.stop());
  return { server, port, actions };
}

/** A peer that is scripted by bytes: `onText` is called with what arrives on a connection. */
export async function startRawPeer(
  onText: (socket: Socket, text: string) => void,
  greeting = "Asterisk Call Manager/11.0.0\r\n",
) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => onText(socket, chunk.toString("utf8")));
    if (greeting !== "") socket.write(greeting);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(
        address !== null && typeof address === "object" ? address.port : 0,
      );
    });
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port, sockets };
}

/** The ActionID in the text of an action. */
export function actionIdOf(text: string): string {
  return /ActionID: (.*)\r\n/.exec(text)?.[1] ?? "";
}
