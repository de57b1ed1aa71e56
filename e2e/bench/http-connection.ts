import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/**
 * One keep-alive connection that posts JSON, one request at a time. Written on the bare socket: Node's own clients cost
 * more than a server under test has to spare, and would be what is measured.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #head: string;
  #rest = "";
  #waiting: PromiseWithResolvers<Reply> | undefined;

  private constructor(socket: Socket, host: string, headers: string) {
    this.#socket = socket;
    this.#head = ` HTTP/1.1\r\nHost: ${host}\r\n${headers}Content-Type: application/json\r\nContent-Length: `;
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#take(text));
    socket.on("error", (fault) => this.#fail(fault));
    socket.on("close", () => this.#fail(new Error("connection closed")));
  }

  /** `headers`: whole lines, sent with each request. */
  static async open(origin: string, headers = ""): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(origin);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new HttpConnection(socket, host, headers);
  }

  /** Rejects when the connection goes before the answer is here. Bodies are ASCII. */
  post(path: string, body: unknown): Promise<Reply> {
    const text = JSON.stringify(body);
    this.#waiting = Promise.withResolvers<Reply>();
    this.#socket.write(
      `POST ${path}${this.#head}${text.length}\r\n\r\n${text}`,
    );
    return this.#waiting.promise;
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#rest += text;
    const blank = this.#rest.indexOf("\r\n\r\n");
    if (blank === -1) return;
    const head = this.#rest.slice(0, blank);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) {
      this.#socket.destroy(new Error("an answer without Content-Length"));
      return;
    }
    const end = blank + 4 + length;
    if (this.#rest.length < end) return;
    const body = this.#rest.slice(blank + 4, end);
    this.#rest = this.#rest.slice(end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #fail(fault: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(fault);
  }
}
