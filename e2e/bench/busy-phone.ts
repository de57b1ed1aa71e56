import { createSocket } from "node:dgram";
import { once } from "node:events";

/** A phone that notes when it was called, to the microsecond, and is busy, so that the call is over at once. */
export interface BusyPhone {
  /** When the INVITE of the call to this number came, by `performance.now()`. Rejects after three seconds. */
  invited(destination: string): Promise<number>;
  close(): void;
}

const PATIENCE_MS = 3000;

export async function openBusyPhone(port: number): Promise<BusyPhone> {
  const socket = createSocket("udp4");
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");
  const waiting = new Map<string, (at: number) => void>();
  socket.on("message", (datagram, from) => {
    const at = performance.now();
    const text = datagram.toString("latin1");
    if (!text.startsWith("INVITE ")) return;
    // The dialplan shows the phone whom its owner is about to call.
    const caller = /^From:.*<sips?:([^@>]+)@/im.exec(text)?.[1] ?? "";
    socket.send(busy(text), from.port, from.address);
    waiting.get(caller)?.(at);
    waiting.delete(caller);
  });
  return {
    invited: (destination) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no INVITE for ${destination}`)),
          PATIENCE_MS,
        );
        waiting.set(destination, (at) => {
          clearTimeout(timer);
          resolve(at);
        });
      }),
    close: () => socket.close(),
  };
}

function busy(invite: string): string {
  const kept = invite
    .split("\r\n")
    .filter((line) => /^(Via|From|Call-ID|CSeq):/i.test(line));
  const to = /^To:.*$/im.exec(invite)?.[0];
  return [
    "SIP/2.0 486 Busy Here",
    ...kept,
    `${to};tag=busy`,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
