import Router from "@koa/router";
import type { Scope } from "@ringback/shared/ctd/scopes.ts";
import type { Context } from "koa";
import type { AccessTokens } from "../../clients/port.ts";
import { readJson } from "../../http/json-body.ts";
import { type Mount, ROUTER_OPTIONS } from "../../http/mount.ts";
import { plainSpelling } from "../../http/spelling.ts";
import { admit, correlate, correlatorOf, needCallId } from "./access.ts";
import { needJsonType } from "./content-type.ts";
import { type CreateOptions, createCall, needOwn } from "./create.ts";
import { writeError, writeJson } from "./errors.ts";
import { keyOf, orderOf } from "./order.ts";
import { callOf, statusOf } from "./projection.ts";
import { writeRecording } from "./recording.ts";
import { readCreateCall } from "./requests.ts";

export type CtdOptions = CreateOptions & {
  tokens: AccessTokens;
  bodyLimitBytes: () => number;
  /** Resolves when the call has ended, or after a while. */
  ended: (callId: string) => Promise<void>;
};

/** The root, and the versions of the published definition: one on the wire (ctd.md §0). */
export const BASES = ["", "/click-to-dial/v0.1", "/click-to-dial/v0.2rc1"];

const OWN = /^\/(calls|click-to-dial)(\/|$)/;

/** `/calls` (ctd-user-story.md; CAMARA Click to Dial). Order of refusals: 401, 403, header and path 400, body 400, 422, 409, PBX. */
export function ctdMount(options: CtdOptions): Mount {
  const router = new Router(ROUTER_OPTIONS);
  for (const base of BASES) addRoutes(router, base, options);
  return {
    name: "ctd",
    // Also what is spelled otherwise than served, and versions that are not: 404 in these words and no other.
    owns: (path) => OWN.test(plainSpelling(path)),
    noSuchPath: `not found: calls are at ${BASES.map((base) => `${base}/calls`).join(", ")}`,
    router,
    writeError,
    before: correlate,
  };
}

function addRoutes(router: Router, base: string, options: CtdOptions): void {
  const { calls, tokens } = options;

  router.post(`${base}/calls`, async (ctx) => {
    const { client } = await admit(ctx, tokens, "click-to-dial:calls:create");
    const key = keyOf(ctx.headers);
    needJsonType(ctx.get("Content-Type"));
    const body = await readJson(ctx.req, options.bodyLimitBytes());
    const request = readCreateCall(body);
    const order =
      key === undefined ? undefined : orderOf(client.id, key, request);
    const correlator = correlatorOf(ctx);
    const created = await createCall(
      request,
      { client, order, correlator },
      options,
    );
    // The state it was made in, also for an order that is repeated later: the same answer.
    writeJson(ctx, 201, callOf(created, "initiating"));
  });

  router.get(`${base}/calls/:callId`, async (ctx) => {
    const { client } = await admit(ctx, tokens, "click-to-dial:calls:read");
    const call = await needOwn(calls, client, needCallId(ctx.params.callId));
    writeJson(ctx, 200, callOf(call, statusOf(call)));
  });

  router.delete(`${base}/calls/:callId`, async (ctx) => {
    const { client } = await admit(ctx, tokens, "click-to-dial:calls:delete");
    const { call } = await needOwn(
      calls,
      client,
      needCallId(ctx.params.callId),
    );
    await calls.end(call.id);
    await options.ended(call.id);
    ctx.status = 204;
  });

  router.get(`${base}/calls/:callId/recording`, async (ctx) => {
    const { client } = await admit(
      ctx,
      tokens,
      "click-to-dial:recordings:read",
    );
    const { call } = await needOwn(
      calls,
      client,
      needCallId(ctx.params.callId),
    );
    await writeRecording(ctx, options.recordings, {
      ...{ callId: call.id, clientId: client.id },
      correlator: correlatorOf(ctx),
    });
  });

  // r1.4 tests ask for a call without an id.
  const withoutId = (scope: Scope) => async (ctx: Context) => {
    await admit(ctx, tokens, scope);
    needCallId(undefined);
  };
  router.get(`${base}/calls/`, withoutId("click-to-dial:calls:read"));
  router.delete(`${base}/calls/`, withoutId("click-to-dial:calls:delete"));
  router.get(
    `${base}/calls//recording`,
    withoutId("click-to-dial:recordings:read"),
  );
}
