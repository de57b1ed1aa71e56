/** A listening gateway of these mounts alone, and ways to speak to it that no decent client has. */
import { connect, type Socket } from "node:net";
import Router from "@koa/router";
import { onTestFinished } from "vitest";
import type { DomainError, DomainErrorKind } from "../calls/errors.ts";
import { type AppOptions, createApp, type RequestLine } from "./app.ts";
import { ClientAddress } from "./client-address.ts";
import { listen } from "./listener.ts";
import { type Mount, ROUTER_OPTIONS } from "./mount.ts";
import type { UpgradeHandler } from "./upgrade.ts";

const STATUS: Partial<Record<DomainErrorKind, number>> = {
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  internal: 500,
};

export async function openDoor(
  mounts: readonly Mount[],
  options: {
    upgrades?: ReadonlyMap<string, UpgradeHandler>;
    headersTimeoutMs?: number;
    requestTimeoutMs?: number;
  } & Partial<Pick<AppOptions, "onRequest" | "onFault" | "onRefused">> = {},
) {
  const faults: { fault: unknown; where: string }[] = [];
  const refused: DomainError[] = [];
  const lines: RequestLine[] = [];
  const app = createApp({
    mounts,
    clientAddress: new ClientAddress(["127.0.0.1"]),
    onRequest: (line) => lines.push(line),
    onFault: (fault, where) => faults.push({ fault, where }),
    ...options,
  });
  const listener = await listen(
    {
      listen: "127.0.0.1:0",
      headersTimeoutMs: options.headersTimeoutMs ?? 10_000,
      requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    },
    app,
    {
      upgrades: options.upgrades ?? new Map(),
      onFault: (fault) =>
        options.onFault === undefined
          ? faults.push({ fault, where: "upgrade" })
          : options.onFault(fault, "upgrade"),
      onRefused: (error, request) =>
        options.onRefused === undefined
          ? refused.push(error)
          : options.onRefused(error, "upgrade", request),
    },
  );
  onTestFinished(() => listener.close());
  const { origin } = listener;
  const post = (path: string, init: RequestInit = {}) =>
    fetch(origin + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      ...init,
    });
  return { origin, post, faults, refused, lines, close: listener.close };
}

/** A mount of one POST route whose errors are told in its own words. */
export function testMount(
  name: string,
  route: (ctx: Parameters<Parameters<Router["post"]>[1]>[0]) => unknown,
  before?: Mount["before"],
): Mount {
  const router = new Router(ROUTER_OPTIONS);
  router.post(`/${name}/do`, async (ctx) => {
    ctx.body = { did: await route(ctx) };
  });
  router.get(`/${name}/see`, (ctx) => {
    ctx.body = { seen: true };
  });
  return {
    name,
    owns: (path) => path.startsWith(`/${name}`),
    router,
    writeError: (ctx, error) => {
      ctx.status = STATUS[error.kind] ?? 400;
      if (error.kind === "too_large") ctx.set("Connection", "close");
      ctx.body = { from: name, code: error.code, text: error.message };
    },
    ...(before !== undefined && { before }),
  };
}

/** Bytes out, and all that comes back until the peer closes. */
export function rawExchange(
  origin: string,
  write: (socket: Socket) => void,
): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect({
    host: hostname,
    port: Number(port),
    allowHalfOpen: true,
  });
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => resolve(text));
    socket.on("close", () => resolve(text));
    socket.on("end", () => resolve(text));
    socket.on("connect", () => write(socket));
  });
}
