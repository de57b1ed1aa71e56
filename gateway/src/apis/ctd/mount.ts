import Router from "@koa/router";
import type { CreateCallRequest } from "@ringback/shared/ctd/schema.ts";
import type { Context } from "koa";
import type { Calls } from "../../calls/calls.ts";
import {
  type Parties,
  type PartyOptions,
  resolveParties,
} from "../../calls/client-parties.ts";
import { DomainError } from "../../calls/errors.ts";
import type { CallTransaction } from "../../calls/follower.ts";
import type { Snapshot } from "../../calls/snapshot.ts";
import type { Order, Orders } from "../../clients/orders.ts";
import type { AccessTokens, Client } from "../../clients/port.ts";
import { readJson } from "../../http/json-body.ts";
import { type Mount, ROUTER_OPTIONS } from "../../http/mount.ts";
import { admit, correlate, correlatorOf, needCallId } from "./access.ts";
import { writeError, writeJson } from "./errors.ts";
import { shownNumbers } from "./masks.ts";
import { keyOf, orderOf } from "./order.ts";
import { callOf, statusOf } from "./projection.ts";
import { type Recordings, writeRecording } from "./recording.ts";
import {
  invalidArgument,
  needLivingCredential,
  needNumbers,
  readCreateCall,
} from "./requests.ts";

/** A sink as the client gave it, already checked. */
export type AskedSink = {
  callId: string;
  clientId: string;
  url: string;
  /** of the order, sent with each event */
  correlator: string;
  credential?: NonNullable<CreateCallRequest["sinkCredential"]>;
};

/** Who orders a call, and what stands in the order's headers. */
type Orderer = {
  client: Client;
  order: Order | undefined;
  correlator: string;
};

type Sinks = {
  /** Throws for addresses that may not be asked, and for a credential that does not say enough; `message` is for the client. */
  check: (
    client: Client,
    url: string,
    credential: AskedSink["credential"],
  ) => void;
  add: (transaction: CallTransaction, sink: AskedSink) => Promise<void>;
};

export type CtdOptions = {
  calls: Calls;
  tokens: AccessTokens;
  sinks: Sinks;
  orders: Orders;
  /** undefined: calls are not recorded here */
  recordings?: Recordings | undefined;
  /** read at each request: a reload changes them */
  parties: () => PartyOptions;
  /** seconds that each party rings */
  dialTimeoutSeconds: () => number;
  maxDurationMs: () => number;
  bodyLimitBytes: () => number;
  /** Resolves when the call has ended, or after a while. */
  ended: (callId: string) => Promise<void>;
  now: () => number;
};

/** The root, and the versions of the published definition: one on the wire (ctd.md §0). */
export const BASES = ["", "/click-to-dial/v0.1", "/click-to-dial/v0.2rc1"];

/** `/calls` (ctd-user-story.md; CAMARA Click to Dial). Order of refusals: 401, 403, header and path 400, body 400, 422, 409, PBX. */
export function ctdMount(options: CtdOptions): Mount {
  const router = new Router(ROUTER_OPTIONS);
  for (const base of BASES) addRoutes(router, base, options);
  return {
    name: "ctd",
    owns: (path) =>
      BASES.some(
        (base) => path === `${base}/calls` || path.startsWith(`${base}/calls/`),
      ),
    router,
    writeError,
    before: correlate,
  };
}

function addRoutes(router: Router, base: string, options: CtdOptions): void {
  const { calls, tokens } = options;

  router.post(`${base}/calls`, async (ctx) => {
    const { client } = await admit(ctx, tokens, "click-to-dial:calls:create");
    const key = keyOf(ctx.get("Idempotency-Key"));
    const body = await readJson(ctx.req, options.bodyLimitBytes());
    const request = readCreateCall(body);
    const order =
      key === undefined ? undefined : orderOf(client.id, key, request);
    const correlator = correlatorOf(ctx);
    const created = await create(
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
    const told = { callId: call.id, clientId: client.id };
    await writeRecording(ctx, options.recordings, told);
  });

  // r1.4 tests ask for a call without an id.
  const noId = async (ctx: Context) => {
    const scope =
      ctx.method === "DELETE"
        ? "click-to-dial:calls:delete"
        : "click-to-dial:calls:read";
    await admit(ctx, tokens, scope);
    needCallId(undefined);
  };
  router.get(`${base}/calls/`, noId);
  router.delete(`${base}/calls/`, noId);
  router.get(`${base}/calls//recording`, noId);
}

/** A repeated order gets the call of the first: also where both come at once, and whatever has changed meanwhile. */
async function create(
  request: CreateCallRequest,
  orderer: Orderer,
  options: CtdOptions,
): Promise<Snapshot> {
  const { client, order } = orderer;
  const { calls, orders } = options;
  const used = order && (await orders.find(order));
  if (used?.isSame === true) return await needOwn(calls, client, used.callId);
  checkSink(request, client, options);
  needNumbers(request);
  if (request.recordingEnabled === true && options.recordings === undefined) {
    throw new DomainError(
      "validation",
      "recording_not_supported",
      "calls are not recorded here",
    );
  }
  const parties = await resolveParties(
    request.caller.number,
    request.callee.number,
    client,
    options.parties(),
  );
  if (used !== undefined) throw keyReused();
  try {
    return await place(request, parties, orderer, options);
  } catch (fault) {
    // The first of its repeats may be what stands in its way.
    const meanwhile =
      order && isConflict(fault) && (await orders.findWritten(order));
    if (!meanwhile) throw fault;
    if (!meanwhile.isSame) throw keyReused();
    return await needOwn(calls, client, meanwhile.callId);
  }
}

function keyReused(): DomainError {
  return new DomainError(
    "conflict",
    "key_reused",
    "this Idempotency-Key was used for another request",
  );
}

async function place(
  { caller, callee, sink, sinkCredential, recordingEnabled }: CreateCallRequest,
  parties: Parties,
  { client, order, correlator }: Orderer,
  options: CtdOptions,
): Promise<Snapshot> {
  const callerNumber = caller.number;
  const calleeNumber = callee.number;
  return await options.calls.placeForClient({
    client: {
      id: client.id,
      workspaceId: client.workspaceId,
      callsPerMinute: client.policy.callsPerMinute,
      callsAtOnce: client.policy.callsAtOnce,
    },
    ...{ callerNumber, calleeNumber },
    ...parties,
    ...shownNumbers(callerNumber, calleeNumber, client.maskNumbers),
    recording: recordingEnabled === true,
    recordingBeep: client.recordingBeep,
    dialTimeoutSeconds: options.dialTimeoutSeconds(),
    maxDurationMs: options.maxDurationMs(),
    via: "ctd",
    alongside: async (transaction, { id }) => {
      if (order !== undefined) {
        await options.orders.keep(transaction, order, id);
      }
      if (sink === undefined) return;
      await options.sinks.add(transaction, {
        callId: id,
        clientId: client.id,
        url: sink,
        correlator,
        ...(sinkCredential !== undefined && { credential: sinkCredential }),
      });
    },
  });
}

function isConflict(fault: unknown): boolean {
  return fault instanceof DomainError && fault.kind === "conflict";
}

/** Throws DomainError `invalid_argument`. */
function checkSink(
  { sink, sinkCredential }: CreateCallRequest,
  client: Client,
  { sinks, now }: CtdOptions,
): void {
  needLivingCredential(sinkCredential, now());
  if (sink === undefined) return;
  try {
    sinks.check(client, sink, sinkCredential);
  } catch (fault) {
    throw invalidArgument(
      `sink: ${fault instanceof Error ? fault.message : "not an address"}`,
    );
  }
}

/** Somebody else's call is none: whether there is one is not told. Throws DomainError `call_not_found`. */
async function needOwn(
  calls: Calls,
  client: Client,
  callId: string,
): Promise<Snapshot> {
  const snapshot = await calls.find(callId);
  if (snapshot?.call.client_id === client.id) return snapshot;
  throw new DomainError("not_found", "call_not_found", "there is no such call");
}
