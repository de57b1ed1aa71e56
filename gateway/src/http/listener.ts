import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type Koa from "koa";
import { listenAddress } from "../config/sections/server.ts";
import { type PairWatch, readPair, type TlsFiles, watchPair } from "./tls.ts";
import {
  asksForWebSocket,
  handleUpgrades,
  type UpgradeHandler,
  type UpgradeListeners,
} from "./upgrade.ts";

/** Config section `server`, as far as listening goes. */
export type ListenOptions = {
  readonly listen: string;
  readonly tls?: TlsFiles | undefined;
  /** How often the certificate's files are looked at; absent: every 10 s. */
  readonly tlsCheckMs?: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
};

export type Listener = {
  origin: string;
  /** Takes in what may change while it listens: the timeouts, and the files of a certificate it has already. */
  change: (options: Omit<ListenOptions, "listen">) => void;
  /** Takes no new connection, lets running requests finish, then resolves. */
  close: () => Promise<void>;
};

const TLS_CHECK_MS = 10_000;
/** How often the two timeouts are looked at; Node's own 30 s would be the real limit. */
const TIMEOUT_CHECK_MS = 100;

/** Listens for HTTP, or HTTPS where a certificate is configured. Rejects where the address cannot be had. */
export async function listen(
  options: ListenOptions,
  app: Koa,
  doors: UpgradeListeners & { upgrades: ReadonlyMap<string, UpgradeHandler> },
): Promise<Listener> {
  const { server, scheme, watch } = createListener(options, app, doors.onFault);
  handleUpgrades(server, doors.upgrades, doors);
  const { host = "127.0.0.1", port = 0 } = listenAddress(options.listen) ?? {};
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => watch?.stop());
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    origin: `${scheme}://${shown}:${portOf(server.address())}`,
    change: ({ tls, headersTimeoutMs, requestTimeoutMs }) => {
      server.headersTimeout = headersTimeoutMs;
      server.requestTimeout = requestTimeoutMs;
      if (tls !== undefined) watch?.use(tls);
    },
    close: () => {
      watch?.stop();
      return closeServer(server);
    },
  };
}

function createListener(
  { tls, tlsCheckMs, headersTimeoutMs, requestTimeoutMs }: ListenOptions,
  app: Koa,
  onFault: (fault: unknown) => void,
): { server: Server; scheme: string; watch?: PairWatch } {
  const common = {
    shouldUpgradeCallback: asksForWebSocket,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  };
  // Koa answers its own faults; a callback that returns a promise has nobody to wait for it.
  const answer = app.callback();
  const handler: Parameters<typeof createServer>[1] = (request, response) =>
    void answer(request, response);
  const pair = readPair(tls);
  if (tls === undefined || pair === undefined) {
    const server = createServer(common, handler);
    return { server, scheme: "http" };
  }
  // Node's own two minutes would let a silent client keep its place for so long.
  const handshake = { handshakeTimeout: headersTimeoutMs };
  const server = createTlsServer({ ...common, ...handshake, ...pair }, handler);
  const everyMs = tlsCheckMs ?? TLS_CHECK_MS;
  const watch = watchPair(server, tls, pair, { everyMs, onFault });
  return { server, scheme: "https", watch };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // A connection whose last request is still running does not wait for another one.
    server.keepAliveTimeout = 1;
    server.closeIdleConnections();
  });
}
