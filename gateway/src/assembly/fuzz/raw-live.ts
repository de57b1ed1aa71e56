/** A live channel spoken byte by byte (RFC 6455 §5.2), so that every rule of it can be broken. */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

export const OPCODE = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
} as const;

export type RawFrame = {
  opcode: number;
  payload: Buffer;
  fin?: boolean;
  /** the three reserved bits, 0–7 */
  reserved?: number;
  masked?: boolean;
  /** what the head says, where it lies */
  declaredLength?: bigint;
};

/** What the other end said: a text, or goodbye with a code (1005: none was given, 1006: without a goodbye). */
export type Heard =
  | { kind: "text"; text: string }
  | { kind: "closed"; code: number };

export function encodeFrame(frame: RawFrame): Buffer {
  const { opcode, payload, fin = true, reserved = 0, masked = true } = frame;
  const length = frame.declaredLength ?? BigInt(payload.length);
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = masked ? randomBytes(4) : Buffer.alloc(0);
  const body = masked
    ? Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)))
    : payload;
  return Buffer.concat([
    Buffer.from([first]),
    lengthBytes(length, masked ? 0x80 : 0),
    mask,
    body,
  ]);
}

function lengthBytes(length: bigint, maskBit: number): Buffer {
  if (length < 126n) return Buffer.from([maskBit | Number(length)]);
  if (length < 65_536n) {
    const bytes = Buffer.from([maskBit | 126, 0, 0]);
    bytes.writeUInt16BE(Number(length), 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = maskBit | 127;
  bytes.writeBigUInt64BE(length, 1);
  return bytes;
}

export const textFrame = (text: string): Buffer =>
  encodeFrame({ opcode: OPCODE.text, payload: Buffer.from(text) });

/** One upgrade as a client of RFC 6455 asks for it. */
function upgradeRequest(query: string): string {
  const key = randomBytes(16).toString("base64");
  return `GET /ws/chat?${query} HTTP/1.1\r\nHost: ringback\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`;
}

/** Half open, because a socket that has said goodbye cannot be reset any more, and is never closed. */
export function connectTo(origin: string): Socket {
  const { hostname, port } = new URL(origin);
  const socket = connect({
    ...{ host: hostname, port: Number(port) },
    allowHalfOpen: true,
  });
  socket.setNoDelay(true);
  return socket;
}

/** An open live channel. */
export class RawLive {
  readonly #socket: Socket;
  readonly #heard: Heard[] = [];
  readonly #waiting: ((heard: Heard) => void)[] = [];
  #unread = Buffer.alloc(0);
  #isOpen = false;
  #isClosed = false;
  readonly #opened = Promise.withResolvers<void>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (bytes) => this.#read(bytes));
    socket.on("error", () => this.#gone());
    socket.on("end", () => this.#gone());
    socket.on("close", () => this.#gone());
  }

  /** Rejects where the upgrade is refused. */
  static async open(origin: string, token: string): Promise<RawLive> {
    const live = new RawLive(connectTo(origin));
    live.write(Buffer.from(upgradeRequest(`token=${token}`)));
    await live.#opened.promise;
    return live;
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** The next thing that is said, pings left out. After the end: closed 1006. */
  async next(): Promise<Heard> {
    const heard = this.#heard.shift();
    if (heard !== undefined) return heard;
    if (this.#isClosed) return { kind: "closed", code: 1006 };
    return await new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Without a goodbye, and without a port that waits for the last packet. */
  drop(): void {
    this.#socket.resetAndDestroy();
  }

  #gone(): void {
    if (!this.#isOpen) this.#opened.reject(new Error("refused"));
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#tell({ kind: "closed", code: 1006 });
  }

  #tell(heard: Heard): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#heard.push(heard);
    else waiting(heard);
  }

  #read(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    if (!this.#isOpen && !this.#readHead()) return;
    while (this.#readFrame());
  }

  #readHead(): boolean {
    const end = this.#unread.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const head = this.#unread.subarray(0, end).toString("latin1");
    this.#unread = this.#unread.subarray(end + 4);
    if (!head.startsWith("HTTP/1.1 101 ")) {
      this.#opened.reject(new Error(head.split("\r\n")[0]));
      return false;
    }
    this.#isOpen = true;
    this.#opened.resolve();
    return true;
  }

  /** The gateway neither masks nor splits what it sends. */
  #readFrame(): boolean {
    const [first = 0, short = 0] = this.#unread;
    if (this.#unread.length < 2) return false;
    const begin = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (this.#unread.length < begin) return false;
    const length =
      short < 126
        ? short
        : short === 126
          ? this.#unread.readUInt16BE(2)
          : Number(this.#unread.readBigUInt64BE(2));
    if (this.#unread.length < begin + length) return false;
    const payload = this.#unread.subarray(begin, begin + length);
    this.#unread = this.#unread.subarray(begin + length);
    const opcode = first & 0x0f;
    if (opcode === OPCODE.text)
      this.#tell({ kind: "text", text: payload.toString() });
    if (opcode === OPCODE.close)
      this.#tell({
        kind: "closed",
        code: payload.length < 2 ? 1005 : payload.readUInt16BE(0),
      });
    return true;
  }
}
