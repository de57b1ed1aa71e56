import { createSocket } from "node:dgram";
import { type EventEmitter, once } from "node:events";
import { createServer } from "node:net";

/** Between the ports of media (SIPp's and Asterisk's, rtp.conf) and those that a kernel gives away by itself. */
const PORTS = { first: 30_000, count: 2_768, step: 1 };
/** SIPp looks for its four media ports from here on; by itself it begins at 6000 and gives up after a hundred phones. */
const MEDIA_PORTS = { first: 10_000, count: 2_400, step: 4 };

/** A TCP port on 127.0.0.1 that no other test is given while this process runs. */
export async function freeTcpPort(): Promise<number> {
  return await reserve(async (port) => {
    const server = createServer().listen(port, "127.0.0.1");
    if (!(await begins(server))) return undefined;
    server.close();
    await once(server, "close");
    return port;
  });
}

/** A UDP port on 127.0.0.1 that no other test is given while this process runs. */
export async function freeUdpPort(): Promise<number> {
  const { port, release } = await holdUdpPort();
  await release();
  return port;
}

/** The same, bound until it is released. */
export async function holdUdpPort(): Promise<{
  port: number;
  release(): Promise<void>;
}> {
  return await reserve(async (port) => {
    const socket = createSocket("udp4").bind(port, "127.0.0.1");
    if (!(await begins(socket))) return undefined;
    let isHeld = true;
    const release = async () => {
      if (!isHeld) return;
      isHeld = false;
      socket.close();
      await once(socket, "close");
    };
    return { port, release };
  });
}

/** The first of four ports for media that no other phone is given while this process runs. */
export async function freeMediaPorts(): Promise<number> {
  return await reserve(async (port) => port, MEDIA_PORTS);
}

async function reserve<T>(
  take: (port: number) => Promise<T | undefined>,
  { first, count, step } = PORTS,
): Promise<T> {
  const from = Math.floor(Math.random() * count);
  for (let turn = 0; turn < count; turn++) {
    const port = first + step * ((from + turn) % count);
    const taken = (await isOurs(port)) ? await take(port) : undefined;
    if (taken !== undefined) return taken;
  }
  throw new Error("no port on 127.0.0.1");
}

/** A name without a file, that one process can have: Linux takes it back when that process ends. */
async function isOurs(port: number): Promise<boolean> {
  if (process.platform !== "linux") return true;
  return await begins(
    createServer().unref().listen(`\0ringback test port ${port}`),
  );
}

async function begins(listener: EventEmitter): Promise<boolean> {
  return await once(listener, "listening").then(
    () => true,
    () => false,
  );
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
