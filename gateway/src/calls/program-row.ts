import type { DeadlineLimits } from "./deadline.ts";
import { created, newIden } from "./place.ts";
import type { ClientPlaceRequest } from "./place-for-client.ts";
import type { CallRow } from "./snapshot.ts";

/** The row of a call that a program is about to place. */
export function newClientCall(
  request: ClientPlaceRequest,
  pbx: string,
  now: number,
  limits: DeadlineLimits,
): CallRow {
  const { client, caller, callee } = request;
  return created(
    {
      workspace_id: client.workspaceId,
      ...columnsOfA(caller, request.shownToCallee),
      placed_via: request.via,
      pbx,
      iden: newIden(),
      destination: request.calleeNumber,
      destination_e164: request.calleeNumber,
      ...columnsOfB(callee),
      dial_timeout_s: request.dialTimeoutSeconds,
      max_duration_ms: request.maxDurationMs,
      // Our own channel stays in the call: limits and the recording are its.
      optimize: 0,
      client_id: client.id,
      caller_number: request.callerNumber,
      callee_number: request.calleeNumber,
      shown_to_a: request.shownToCaller,
      shown_to_b: request.shownToCallee,
      masked: request.masked ? 1 : 0,
      recording: request.recording ? 1 : 0,
      recording_beep: request.recordingBeep ? 1 : 0,
    },
    now,
    limits,
  );
}

/** `shown`: what leg B sees, which is all that an outside caller has for an extension. */
function columnsOfA(party: ClientPlaceRequest["caller"], shown: string) {
  if (party.kind === "terminal") {
    const { userId, id, endpoint, extension } = party.terminal;
    return {
      ...{ user_id: userId, terminal_id: id, endpoint, extension },
      a_dial: null,
    };
  }
  return {
    ...{ user_id: null, terminal_id: null, endpoint: "", extension: shown },
    a_dial: party.destination.dialString,
  };
}

function columnsOfB(party: ClientPlaceRequest["callee"]) {
  if (party.kind === "outside")
    return { dial_string: party.destination.dialString, b_endpoint: null };
  const { endpoint, extension } = party.terminal;
  return { dial_string: extension, b_endpoint: endpoint };
}
