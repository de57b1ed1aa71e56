import Router from "@koa/router";
import { type Mount, ROUTER_OPTIONS } from "../http/mount.ts";
import type { Pbx } from "../pbx/port.ts";

export type HealthOptions = {
  pbxs: ReadonlyMap<string, Pbx>;
  /** rejects where the database cannot be read */
  checkDatabase: () => Promise<void>;
  /** the admin has stopped all dialling */
  isPaused: () => Promise<boolean>;
};

const PATHS = new Set(["/health", "/ready"]);

/**
 * `/health`: the process answers. `/ready`: it can place a call now; 503 with what is missing. A pause is no fault: were it
 * 503, a proxy would take the gateway away from those who are talking and want to hang up.
 */
export function healthMount({
  pbxs,
  checkDatabase,
  isPaused,
}: HealthOptions): Mount {
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
    const paused = ready && (await isPaused());
    ctx.body = {
      status: paused ? "paused" : ready ? "ready" : "not ready",
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
