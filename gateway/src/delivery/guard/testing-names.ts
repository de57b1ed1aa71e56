/** A real name server on loopback. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** Answers A with this address, AAAA with nothing; without an address: there is no such name; `isSilent`: says nothing. */
export async function nameServer(
  address: readonly number[] | undefined,
  { isSilent = false } = {},
) {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (query, peer) => {
    const end = query.indexOf(0, 12) + 5;
    const type = query.readUInt16BE(end - 4);
    asked.push(type === 1 ? "A" : "AAAA");
    if (isSilent) return;
    const isKnown = address !== undefined;
    const has = isKnown && type === 1;
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
    head.writeUInt16BE(has ? 1 : 0, 6);
    head.fill(0, 8, 12);
    const answer = has
      ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address])
      : Buffer.alloc(0);
    const question = query.subarray(12, end);
    socket.send(
      Buffer.concat([head, question, answer]),
      peer.port,
      peer.address,
    );
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(() => void socket.close());
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}
