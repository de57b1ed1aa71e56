/**
 * A real gateway on loopback for tests: http and socket, the contract of shared/ and nothing behind it. The digest is
 * checked with node:crypto, so that it is not blueimp-md5 against itself.
 */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { digestResponse, ha1 } from "@ringback/shared/digest.ts";
import { type WebSocket, WebSocketServer } from "ws";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

type Body = Record<string, unknown>;
export type Reply = {
  status: number;
  body: object;
  headers?: Record<string, string>;
};
type Handler = (body: Body, request: IncomingMessage) => Reply | undefined;

export const ALICE = {
  aor: "alice@example.org",
  username: "alice",
  realm: "example.org",
  password: "correct horse",
};

async function readBody(request: IncomingMessage): Promise<Body> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export class LoopbackGateway {
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #nonces = new Set<string>();
  readonly #tickets = new Set<string>();
  readonly tokens = new Set<string>();
  /** Path of every request, in order. */
  readonly seen: string[] = [];
  /** Bodies of the calls that were placed. */
  readonly calls: Body[] = [];
  /** Frames the client sent. */
  readonly frames: Body[] = [];
  /** Live calls for the next snapshot. */
  live: object[] = [];
  seq = 0;
  tokenLifetimeMs = 900_000;
  /** Answers in place of the usual ones. */
  readonly instead = new Map<string, Handler>();

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#serve(request).then(({ status, body, headers }) => {
        response.writeHead(status, {
          "content-type": "application/json",
          ...headers,
        });
        response.end(JSON.stringify(body));
      });
    });
    this.#server.on("upgrade", (request, socket, head) => {
      const ticket = new URL(request.url ?? "/", "http://x").searchParams.get(
        "ticket",
      );
      this.seen.push("/ws/chat");
      if (ticket === null || !this.#tickets.delete(ticket)) {
        socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (ws) =>
        this.#welcome(ws),
      );
    });
  }

  static async start(): Promise<LoopbackGateway> {
    const gateway = new LoopbackGateway();
    const listening = Promise.withResolvers<void>();
    gateway.#server.listen(0, "127.0.0.1", listening.resolve);
    await listening.promise;
    return gateway;
  }

  get address(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null)
      throw new Error("the gateway of the test does not listen");
    return `http://127.0.0.1:${address.port}`;
  }

  get openSockets(): number {
    return this.#sockets.clients.size;
  }

  stop(): void {
    this.dropSockets();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  dropSockets(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** A frame to everybody who listens. */
  say(frame: object): void {
    const text = JSON.stringify({ ...frame, timestamp: this.#now() });
    for (const socket of this.#sockets.clients) socket.send(text);
  }

  update(view: object): void {
    this.seq += 1;
    this.say({ type: "call_updated", data: view, seq: this.seq });
  }

  #now(): string {
    return new Date().toISOString();
  }

  #welcome(ws: WebSocket): void {
    ws.on("message", (data) => {
      const frame: Body = JSON.parse(String(data));
      this.frames.push(frame);
      if (frame.type === "heartbeat")
        this.say({ type: "heartbeat.ack", data: {} });
    });
    ws.send(
      JSON.stringify({
        type: "call_snapshot",
        data: { calls: this.live },
        seq: this.seq,
        timestamp: this.#now(),
      }),
    );
  }

  async #serve(request: IncomingMessage): Promise<Reply> {
    const path = request.url ?? "/";
    this.seen.push(path);
    const body = await readBody(request);
    const other = this.instead.get(path)?.(body, request);
    return other ?? this.#answer(path, body, request);
  }

  #answer(path: string, body: Body, request: IncomingMessage): Reply {
    switch (path) {
      case "/challenge": {
        const nonce = randomUUID();
        this.#nonces.add(nonce);
        return { status: 200, body: { nonce, realm: ALICE.realm } };
      }
      case "/session":
        return this.#signed(body, "session") ?? this.#session();
      case "/session/renew":
        return this.#bearer(request) ?? this.#session();
      case "/api/v1/ws-tickets":
        return this.#bearer(request) ?? this.#ticket();
      case "/call": {
        const refusal = this.#signed(body, String(body.destination));
        if (refusal !== undefined) return refusal;
        this.calls.push(body);
        return { status: 200, body: { iden: body.iden } };
      }
      default:
        return { status: 404, body: { error: "not found" } };
    }
  }

  #signed(body: Body, subject: string): Reply | undefined {
    const nonce = String(body.nonce);
    if (!this.#nonces.delete(nonce))
      return { status: 401, body: { error: "invalid nonce" } };
    const key = ha1(md5, ALICE.username, ALICE.realm, ALICE.password);
    const right = digestResponse(md5, key, nonce, subject);
    return body.aor === ALICE.aor && body.response === right
      ? undefined
      : { status: 403, body: { error: "forbidden" } };
  }

  #bearer(request: IncomingMessage): Reply | undefined {
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    return this.tokens.has(token)
      ? undefined
      : { status: 401, body: { error: "unauthorized" } };
  }

  #session(): Reply {
    const token = randomUUID();
    this.tokens.add(token);
    const until = (ms: number) => new Date(Date.now() + ms).toISOString();
    return {
      status: 200,
      body: {
        token,
        expiresAt: until(this.tokenLifetimeMs),
        renewableUntil: until(43_200_000),
        scope: "live",
        user: { id: "u1", name: "Alice Example" },
        terminal: { aor: ALICE.aor, extension: "101", number: "+34915550101" },
        region: "ES",
      },
    };
  }

  #ticket(): Reply {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    const data = { ticket, expiresAt: this.#now() };
    return { status: 200, body: { success: true, message: "ok", data } };
  }
}
