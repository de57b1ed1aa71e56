import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export async function freeTcpPort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string")
    throw new Error("no TCP port on 127.0.0.1");
  return address.port;
}

/** A UDP port on 127.0.0.1 that was free a moment ago. */
export async function freeUdpPort(): Promise<number> {
  const { port, release } = await holdUdpPort();
  await release();
  return port;
}

/** A UDP port on 127.0.0.1 that nobody else gets until it is released. */
export async function holdUdpPort(): Promise<{
  port: number;
  release(): Promise<void>;
}> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  let isHeld = true;
  return {
    port: socket.address().port,
    release: async () => {
      if (!isHeld) return;
      isHeld = false;
      socket.close();
      await once(socket, "close");
    },
  };
}

/**
 * Asks a SIP server on 127.0.0.1 whether it is there: true when it answered an OPTIONS with anything in `timeoutMs`.
 */
export async function answersSip(
  port: number,
  timeoutMs: number,
): Promise<boolean> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const own = socket.address().port;
  const id = `${own}-${Date.now()}`;
  const request = [
    `OPTIONS sip:127.0.0.1:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK${id}`,
    `From: <sip:lab@127.0.0.1>;tag=${id}`,
    `To: <sip:127.0.0.1:${port}>`,
    `Call-ID: ${id}`,
    "CSeq: 1 OPTIONS",
    `Contact: <sip:lab@127.0.0.1:${own}>`,
    "Max-Forwards: 70",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
  const answered = new Promise<boolean>((resolve) => {
    socket.on("message", () => resolve(true));
    socket.on("error", () => resolve(false));
    setTimeout(() => resolve(false), timeoutMs);
  });
  socket.send(request, port, "127.0.0.1");
  const result = await answered;
  socket.close();
  return result;
}
