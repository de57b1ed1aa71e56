import Router from "@koa/router";
import type { TicketResponse } from "@ringback/shared/signaling/schema.ts";
import { cors } from "../../http/cors.ts";
import { type Mount, ROUTER_OPTIONS } from "../../http/mount.ts";
import { needBearer } from "../session/bearer.ts";
import type { Tokens } from "../session/tokens.ts";
import { writeError } from "./errors.ts";

/** `POST /api/v1/ws-tickets`: a bearer token in, a ticket for one socket out (design §4). */
export function signalingMount(options: {
  tokens: Tokens;
  readonly allowedOrigins: readonly string[];
}): Mount {
  const router = new Router(ROUTER_OPTIONS);

  router.post("/api/v1/ws-tickets", async (ctx) => {
    const principal = await needBearer(ctx, options.tokens, "live");
    const { ticket, expiresAt } = await options.tokens.issueTicket(principal);
    ctx.status = 201;
    ctx.body = {
      success: true,
      message: "Ticket issued",
      data: { ticket, expiresAt: new Date(expiresAt).toISOString() },
    } satisfies TicketResponse;
  });

  return {
    name: "signaling",
    owns: (path) => path.startsWith("/api/v1/"),
    router,
    writeError,
    before: cors(() => options.allowedOrigins, "Authorization, Content-Type"),
  };
}
