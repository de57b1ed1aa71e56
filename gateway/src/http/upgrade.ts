import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { DomainError, type DomainErrorKind } from "../calls/errors.ts";
import { tell } from "./mount.ts";

/** Takes the socket over, or rejects: a DomainError says how the upgrade is refused. */
export type UpgradeHandler = (
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  query: URLSearchParams,
) => Promise<void>;

export type UpgradeListeners = {
  onFault: (fault: unknown) => void;
  /** hears every upgrade that a handler refused */
  onRefused?: (error: DomainError, request: IncomingMessage) => void;
};

/** An upgrade has no body to be asked about, so these are all. */
const STATUS: Partial<Record<DomainErrorKind, [number, string]>> = {
  unauthenticated: [401, "Unauthorized"],
  forbidden: [403, "Forbidden"],
  not_found: [404, "Not Found"],
  rate: [429, "Too Many Requests"],
  pbx: [502, "Bad Gateway"],
};

/**
 * Whether a request's `Upgrade` names WebSocket (RFC 6455 §4.2.1). All else a client may offer is passed over, and the
 * request answered as if nothing was offered (RFC 9110 §7.8): Java's HTTP client offers h2c each time.
 */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return /(?:^|,)[ \t]*websocket[ \t]*(?:,|$)/i.test(headers.upgrade ?? "");
}

/** Routes WebSocket upgrades by exact path; every other one is refused before the upgrade. */
export function handleUpgrades(
  server: Server,
  handlers: ReadonlyMap<string, UpgradeHandler>,
  { onFault, onRefused }: UpgradeListeners,
): void {
  server.on("upgrade", (request, stream, head) => {
    // First of all: a reset of a socket that nobody listens to would end the process.
    stream.on("error", () => stream.destroy());
    const [path = "", query = ""] = (request.url ?? "").split("?", 2);
    const handler = handlers.get(path);
    if (handler === undefined) {
      refuse(stream, "not_found");
      return;
    }
    // Of several that were offered, this one is taken; ws wants no other beside it.
    request.headers.upgrade = "websocket";
    handler(request, stream, head, new URLSearchParams(query)).catch(
      (fault: unknown) => {
        const isOurs =
          !(fault instanceof DomainError) || STATUS[fault.kind] === undefined;
        refuse(stream, isOurs ? "internal" : fault.kind);
        try {
          if (isOurs || fault.kind === "pbx") onFault(fault);
          if (fault instanceof DomainError) onRefused?.(fault, request);
        } catch (worse) {
          tell(onFault, worse, "upgrade");
        }
      },
    );
  });
}

function refuse(stream: Duplex, kind: DomainErrorKind): void {
  const [status, reason] = STATUS[kind] ?? [500, "Internal Server Error"];
  // Half closed is not closed: a client that stays would hold the socket for ever.
  stream.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => stream.destroy(),
  );
}
