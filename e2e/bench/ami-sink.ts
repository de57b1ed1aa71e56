/** Takes the events of `ami-source.ts`, by the gateway's transport or by hand, and tells how fast. */
import { subscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";
import { ClientTransport } from "../../gateway/src/pbx/asterisk/ami/client-transport.ts";
import { listenByHand } from "./peers/hand-parser.ts";
import { argument, hasNumbers, tell } from "./program.ts";

const { port, events, warm, chunkBytes, byHand } = argument(
  hasNumbers("port", "events", "warm", "chunkBytes", "byHand"),
);

/** Cuts what a read gave into chunks of the size that is measured: a busy reader would get the largest, whatever the sender wrote. */
subscribe("net.client.socket", (message) => {
  const socket: unknown =
    typeof message === "object" && message !== null && "socket" in message
      ? message.socket
      : undefined;
  if (!(socket instanceof Socket)) return;
  const push = socket.push.bind(socket);
  socket.push = (chunk: unknown) => {
    if (!Buffer.isBuffer(chunk)) return push(chunk);
    let more = true;
    for (let from = 0; from < chunk.length; from += chunkBytes)
      more = push(chunk.subarray(from, from + chunkBytes));
    return more;
  };
});

let seen = 0;
let known = 0;
let began = 0;
let cpu = process.cpuUsage();

/** A listener that looks at each event, as any must. */
function take(name: string | undefined, id: string | undefined): void {
  if (name !== undefined && id !== undefined) known++;
  seen++;
  if (seen === warm) {
    began = performance.now();
    cpu = process.cpuUsage();
  }
  if (seen !== events) return;
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6;
  const counted = events - warm;
  tell({
    perSecond: counted / seconds,
    perCpuSecond: counted / cpuSeconds,
    unread: events - known,
  });
  process.exit();
}

if (byHand === 1) {
  listenByHand(port, (event) => take(event.Event, event.Uniqueid));
} else {
  const transport = new ClientTransport({
    host: "127.0.0.1",
    port,
    username: "u",
    secret: "s",
    auth: "plain",
    connectTimeoutMs: 5000,
    actionTimeoutMs: 30_000,
    pingIntervalMs: 60_000,
    pingTimeoutMs: 10_000,
    backoffMinMs: 100,
    backoffMaxMs: 1000,
    refusedRetryMs: 60_000,
    maxMessageBytes: 256 * 1024,
    maxPending: 500,
    maxListItems: 50_000,
  });
  transport.onEvent((event) => take(event.get("Event"), event.get("Uniqueid")));
  transport.onState((state) => {
    if (state === "up") void transport.send({ action: "Ping" });
  });
  transport.start();
}
