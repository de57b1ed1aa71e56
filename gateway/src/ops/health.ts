import Router from "@koa/router";
import { type Mount, ROUTER_OPTIONS } from "../http/mount.ts";
import type { Pbx } from "../pbx/port.ts";

export type HealthOptions = {
  pbxs: ReadonlyMap<string, Pbx>;
  /** rejects where the database cannot be read */
  checkDatabase: () => Promise<void>;
};

const PATHS = new Set(["/health", "/ready"]);

/** `/health`: the process answers. `/ready`: it can place a call now; 503 with what is missing. */
export function healthMount({ pbxs, checkDatabase }: HealthOptions): Mount {
  const router = new Router(ROUTER_OPTIONS);

  router.get("/health", (ctx) => {
    ctx.body = { status: "ok" };
  });

  router.get("/ready", async (ctx) => {
    const database = await checkDatabase().then(
      () => "up",
      () => "down",
    );
    const states = Object.fromEntries(
      [...pbxs].map(([name, pbx]) => [name, pbx.health().state]),
    );
    const ready =
      database === "up" && Object.values(states).some((each) => each === "up");
    ctx.status = ready ? 200 : 503;
    ctx.body = {
      status: ready ? "ready" : "not ready",
      database,
      pbx: states,
    };
  });

  return {
    name: "health",
    owns: (path) => PATHS.has(path),
    router,
    writeError: (ctx, error) => {
      ctx.status = error.kind === "method_not_allowed" ? 405 : 500;
      ctx.body = error.message;
    },
  };
}
