import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { CallBus } from "../../calls/bus.ts";
import type { Calls } from "../../calls/calls.ts";
import { DomainError } from "../../calls/errors.ts";
import type { UpgradeHandler } from "../../http/upgrade.ts";
import { requireScope } from "../session/scope.ts";
import type { Principal, Tokens } from "../session/tokens.ts";
import { type LiveLimits, LiveSocket } from "./live-socket.ts";

export type LiveChannelOptions = {
  calls: Calls;
  bus: CallBus;
  tokens: Tokens;
  /** read whenever they are needed: a reload may change them */
  readonly limits: LiveLimits & {
    maxFrameBytes: number;
    recheckMs: number;
    socketsPerUser: number;
  };
  now: () => number;
  onFault: (what: string, fault: unknown) => void;
};

const GOING_AWAY = 1001;
/** for the answer to our goodbye */
const GOODBYE_MS = 1000;

/** `/ws/chat`: call-signaling-api.md "Connection". Opened with `?ticket=` (used once) or `?token=`. */
export class LiveChannel {
  readonly #o: LiveChannelOptions;
  readonly #server: WebSocketServer;
  readonly #sockets = new Set<LiveSocket>();
  #beat: NodeJS.Timeout | undefined;
  #recheck: NodeJS.Timeout | undefined;
  #timed = { heartbeatMs: 0, recheckMs: 0 };
  readonly #unsubscribe: () => void;

  constructor(options: LiveChannelOptions) {
    this.#o = options;
    this.#server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
    });
    this.#unsubscribe = options.bus.subscribe((event) => {
      for (const socket of this.#sockets) socket.event(event);
    });
    this.limitsChanged();
  }

  /** Takes in what is not read at each use: the intervals, and the longest frame of sockets to come. */
  limitsChanged(): void {
    const { heartbeatMs, recheckMs, maxFrameBytes } = this.#o.limits;
    this.#server.options.maxPayload = maxFrameBytes;
    // Only where they are others: to begin anew each time would put a beat off.
    if (heartbeatMs !== this.#timed.heartbeatMs) {
      clearInterval(this.#beat);
      this.#beat = setInterval(() => this.#beatAll(), heartbeatMs);
    }
    if (recheckMs !== this.#timed.recheckMs) {
      clearInterval(this.#recheck);
      this.#recheck = setInterval(() => this.#recheckAll(), recheckMs);
    }
    this.#timed = { heartbeatMs, recheckMs };
  }

  /** Sockets open now. */
  get size(): number {
    return this.#sockets.size;
  }

  /** Authenticates before the upgrade: a bad token gets 401, one that is not for watching 403, not a socket. */
  readonly upgrade: UpgradeHandler = async (request, stream, head, query) => {
    const principal = await this.#principal(query);
    // Not the oldest closed instead: it would come back, and they would drive each other out for ever.
    if (this.#socketsOf(principal) >= this.#o.limits.socketsPerUser)
      throw tooManySockets(principal);
    this.#accept(request, stream, head, principal);
  };

  /** Says goodbye to every socket; resolves when all are closed, by the client or by its lack of an answer. */
  async close(): Promise<void> {
    clearInterval(this.#beat);
    clearInterval(this.#recheck);
    this.#unsubscribe();
    const { clients } = this.#server;
    for (const client of clients) {
      client.close(GOING_AWAY, "gateway is stopping");
    }
    const patience = setTimeout(() => {
      for (const client of clients) client.terminate();
    }, GOODBYE_MS);
    await new Promise((resolve) => this.#server.close(resolve));
    clearTimeout(patience);
  }

  async #principal(query: URLSearchParams): Promise<Principal> {
    const ticket = query.get("ticket");
    const principal =
      ticket === null
        ? await this.#o.tokens.verify(query.get("token") ?? "")
        : await this.#o.tokens.redeemTicket(ticket);
    requireScope(principal, "live");
    return principal;
  }

  #socketsOf({ userId }: Principal): number {
    return Array.from(this.#sockets).filter(
      ({ principal }) => principal.userId === userId,
    ).length;
  }

  #accept(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    principal: Principal,
  ): void {
    const { calls, onFault } = this.#o;
    const limits = () => this.#o.limits;
    this.#server.handleUpgrade(request, stream, head, (client) => {
      const socket = new LiveSocket(client, principal, calls, limits, (fault) =>
        onFault("live channel", fault),
      );
      this.#sockets.add(socket);
      client.on("close", () => this.#sockets.delete(socket));
      // ws closes the socket itself after a protocol fault; without a listener the fault would end the process.
      client.on("error", () => undefined);
      socket.open().catch((fault: unknown) => {
        onFault("live channel", fault);
        client.terminate();
      });
    });
  }

  #beatAll(): void {
    for (const socket of this.#sockets) socket.beat();
  }

  #recheckAll(): void {
    for (const socket of this.#sockets) {
      if (this.#o.now() >= socket.principal.expiresAt) {
        socket.expire();
        continue;
      }
      this.#o.tokens
        .isAlive(socket.principal)
        .then((alive) => {
          if (!alive) socket.expire();
        })
        .catch((fault: unknown) => this.#o.onFault("live channel", fault));
    }
  }
}

function tooManySockets({ terminal }: Principal): DomainError {
  return new DomainError("rate", "too_many_sockets", "too many sockets", {
    claimedBy: `${terminal.username}@${terminal.domain}`,
  });
}
