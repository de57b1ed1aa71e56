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

/** Routes WebSocket upgrades by exact path; everything else is refused before the upgrade. */
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
