/** From an order that the schema has passed to the call that it makes, or has made before. */
import type { CreateCallRequest } from "@ringback/shared/ctd/schema.ts";
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
import type { Client } from "../../clients/port.ts";
import { shownNumbers } from "./masks.ts";
import type { Recordings } from "./recording.ts";
import {
  invalidArgument,
  needLivingCredential,
  needNumbers,
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

export type CreateOptions = {
  calls: Calls;
  sinks: Sinks;
  orders: Orders;
  /** undefined, or not on: calls are not recorded here */
  recordings?: Recordings | undefined;
  /** read at each request: a reload changes them */
  parties: () => PartyOptions;
  /** seconds that each party rings */
  dialTimeoutSeconds: () => number;
  maxDurationMs: () => number;
  now: () => number;
};

/** A repeated order gets the call of the first: also where both come at once, and whatever has changed meanwhile. */
export async function createCall(
  request: CreateCallRequest,
  orderer: Orderer,
  options: CreateOptions,
): Promise<Snapshot> {
  const { client, order } = orderer;
  const { calls, orders } = options;
  const used = order && (await orders.find(order));
  if (used?.isSame === true) return await needOwn(calls, client, used.callId);
  checkSink(request, client, options);
  needNumbers(request);
  if (request.recordingEnabled === true && !options.recordings?.isOn()) {
    throw new DomainError(
      "validation",
      "recording_not_supported",
      "calls are not recorded here",
    );
  }
  const [caller, callee] = [request.caller.number, request.callee.number];
  const parties = {
    ...(await resolveParties(caller, callee, client, options.parties())),
    ...shownNumbers(caller, callee, client.maskNumbers),
  };
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
  parties: Parties & ReturnType<typeof shownNumbers>,
  { client, order, correlator }: Orderer,
  options: CreateOptions,
): Promise<Snapshot> {
  return await options.calls.placeForClient({
    client: {
      id: client.id,
      workspaceId: client.workspaceId,
      callsPerMinute: client.policy.callsPerMinute,
      callsAtOnce: client.policy.callsAtOnce,
    },
    callerNumber: caller.number,
    calleeNumber: callee.number,
    ...parties,
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
  { sinks, now }: CreateOptions,
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
export async function needOwn(
  calls: Calls,
  client: Client,
  callId: string,
): Promise<Snapshot> {
  const snapshot = await calls.find(callId);
  if (snapshot?.call.client_id === client.id) return snapshot;
  throw new DomainError("not_found", "call_not_found", "there is no such call");
}
