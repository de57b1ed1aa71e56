import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

/** Takes the socket over and gives nothing, or refuses with an HTTP status. */
export type UpgradeHandler = (
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  query: URLSearchParams,
) => Promise<number | undefined>;

const REASONS: Record<number, string> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
};

/** Routes WebSocket upgrades by exact path; everything else is refused before the upgrade. */
export function handleUpgrades(
  server: Server,
  handlers: ReadonlyMap<string, UpgradeHandler>,
  onFault: (fault: unknown) => void,
): void {
  server.on("upgrade", (request, stream, head) => {
    // First of all: a reset of a socket that nobody listens to would end the process.
    stream.on("error", () => stream.destroy());
    const [path = "", query = ""] = (request.url ?? "").split("?", 2);
    const handler = handlers.get(path);
    if (handler === undefined) {
      refuse(stream, 404);
      return;
    }
    handler(request, stream, head, new URLSearchParams(query)).then(
      (status) => {
        if (status !== undefined) refuse(stream, status);
      },
      (fault: unknown) => {
        onFault(fault);
        refuse(stream, 500);
      },
    );
  });
}

function refuse(stream: Duplex, status: number): void {
  // Half closed is not closed: a client that stays would hold the socket for ever.
  stream.end(
    `HTTP/1.1 ${status} ${REASONS[status] ?? "Refused"}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => stream.destroy(),
  );
}
