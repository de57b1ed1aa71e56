import Koa from "koa";
import { type Listener, listen } from "../http/listener.ts";
import type { Metrics } from "./metrics.ts";

const TIMEOUTS = { headersTimeoutMs: 5000, requestTimeoutMs: 5000 };

/** Serves `GET /metrics` and nothing else. Rejects where the address cannot be had. */
export async function listenForPrometheus(
  address: string,
  metrics: Pick<Metrics, "render">,
  onFault: (fault: unknown) => void,
): Promise<Listener> {
  const app = new Koa();
  app.silent = true;
  app.on("error", onFault);
  app.use(async (ctx) => {
    if (ctx.path !== "/metrics") return;
    if (ctx.method !== "GET" && ctx.method !== "HEAD") {
      ctx.set("Allow", "GET, HEAD");
      ctx.status = 405;
      return;
    }
    const { type, text } = await metrics.render();
    ctx.set("Content-Type", type);
    ctx.set("Cache-Control", "no-store");
    ctx.body = text;
  });
  return await listen({ listen: address, ...TIMEOUTS }, app, {
    upgrades: new Map(),
    onFault,
  });
}
