import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type Koa from "koa";
import { listenAddress } from "../config/sections/server.ts";
import { handleUpgrades, type UpgradeHandler } from "./upgrade.ts";

/** Config section `server`, as far as listening goes. */
export type ListenOptions = {
  readonly listen: string;
  readonly tls?:
    | {
        readonly certFile?: string | undefined;
        readonly keyFile?: string | undefined;
      }
    | undefined;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
};

export type Listener = {
  origin: string;
  /** Takes no new connection, lets running requests finish, then resolves. */
  close: () => Promise<void>;
};

/** Listens for HTTP, or HTTPS where a certificate is configured. Rejects where the address cannot be had. */
export async function listen(
  options: ListenOptions,
  app: Koa,
  doors: {
    upgrades: ReadonlyMap<string, UpgradeHandler>;
    onFault: (fault: unknown) => void;
  },
): Promise<Listener> {
  const { server, scheme } = createListener(options, app);
  handleUpgrades(server, doors.upgrades, doors.onFault);
  const { host = "127.0.0.1", port = 0 } = listenAddress(options.listen) ?? {};
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    origin: `${scheme}://${shown}:${portOf(server.address())}`,
    close: () => closeServer(server),
  };
}

function createListener(
  { tls, headersTimeoutMs, requestTimeoutMs }: ListenOptions,
  app: Koa,
): { server: Server; scheme: string } {
  const timeouts = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // How often the two are looked at; Node's own 30 s would be the real limit.
    connectionsCheckingInterval: Math.min(headersTimeoutMs, 1000),
  };
  // Koa answers its own faults; a callback that returns a promise has nobody to wait for it.
  const answer = app.callback();
  const handler: Parameters<typeof createServer>[1] = (request, response) =>
    void answer(request, response);
  if (tls?.certFile === undefined || tls.keyFile === undefined) {
    return { server: createServer(timeouts, handler), scheme: "http" };
  }
  const files = {
    cert: readFileSync(tls.certFile),
    key: readFileSync(tls.keyFile),
  };
  return {
    server: createTlsServer({ ...timeouts, ...files }, handler),
    scheme: "https",
  };
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
