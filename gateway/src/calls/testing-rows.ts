/** What calls are made of, for tests. */
import {
  type Destination,
  type DialRules,
  resolveDestination,
} from "../dialing/rules.ts";
import type { Terminal } from "../terminals/port.ts";
import type { DeadlineLimits } from "./deadline.ts";
import type { PlaceRequest } from "./place.ts";
import type { ClientPlaceRequest } from "./place-for-client.ts";
import type { CallRow, Snapshot } from "./snapshot.ts";

export const NOW = 1_800_000_000_000;

export const LIMITS: DeadlineLimits = {
  createdDeadlineMs: 10_000,
  originateSlackMs: 2_000,
  alertingASlackMs: 5_000,
  alertingBDeadlineMs: 180_000,
  alertingBSlackMs: 5_000,
  connectingDeadlineMs: 30_000,
  activeSlackMs: 5_000,
  endingDeadlineMs: 5_000,
};

export const RULES: DialRules = {
  region: "ES",
  internalMaxDigits: 6,
  form: "e164",
  internationalPrefix: "00",
  prefix: "",
};

export function testTerminal(changes: Partial<Terminal> = {}): Terminal {
  return {
    id: "terminal-alice",
    workspaceId: "default",
    userId: "user-alice",
    userName: "Alice",
    username: "alice",
    domain: "pbx.example",
    endpoint: "alice",
    extension: "101",
    number: null,
    credentialVersion: 1,
    ...changes,
  };
}

export function testRequest(changes: Partial<PlaceRequest> = {}): PlaceRequest {
  return {
    terminal: testTerminal(),
    destination: "+34900123456",
    dialTimeoutSeconds: 30,
    maxDurationMs: 60_000,
    optimize: false,
    via: "click2call",
    ...changes,
  };
}

export function testRow(changes: Partial<CallRow> = {}): CallRow {
  return {
    id: "01jd0000000000000000000001",
    workspace_id: "default",
    user_id: "user-alice",
    // One of its own: a phone that rings takes no second call.
    terminal_id: `terminal-of-${changes.id ?? "alice"}`,
    placed_via: "click2call",
    pbx: "main",
    iden: "iden1",
    destination: "+34900123456",
    destination_e164: "+34900123456",
    dial_string: "+34900123456",
    endpoint: "alice",
    extension: "101",
    dial_timeout_s: 30,
    max_duration_ms: 60_000,
    optimize: 0,
    state: "created",
    substate: "none",
    outcome: null,
    end_reason: null,
    ended_by: null,
    q850: null,
    approximate: 0,
    created_at: NOW,
    answered_at: null,
    ended_at: null,
    deadline_at: NOW + 10_000,
    version: 1,
    client_id: null,
    caller_number: null,
    callee_number: null,
    shown_to_a: null,
    shown_to_b: null,
    masked: 0,
    recording: 0,
    recording_beep: 0,
    a_dial: null,
    b_endpoint: null,
    hangup_told: 0,
    ...changes,
  };
}

export function testSnapshot(changes: Partial<CallRow> = {}): Snapshot {
  return { call: testRow(changes), legs: [] };
}

/** Alice's phone and an outside number, for a program. */
export function testClientRequest(
  changes: Partial<ClientPlaceRequest> = {},
): ClientPlaceRequest {
  return {
    client: {
      id: "crm",
      workspaceId: "default",
      callsPerMinute: 100,
      callsAtOnce: 100,
    },
    callerNumber: "+34911111111",
    calleeNumber: "+34900123456",
    caller: { kind: "terminal", terminal: testTerminal() },
    callee: { kind: "outside", destination: outside("+34900123456") },
    shownToCaller: "+34900123456",
    shownToCallee: "+34911111111",
    masked: false,
    recording: false,
    recordingBeep: false,
    domain: "pbx.example",
    dialTimeoutSeconds: 30,
    maxDurationMs: 60_000,
    via: "ctd",
    ...changes,
  };
}

/** An outside number as the dial rules give it. */
function outside(e164: string): Destination {
  const destination = resolveDestination(e164, RULES);
  if (destination === undefined) throw new Error(`no number: ${e164}`);
  return destination;
}

/** A program's caller who is no phone of the PBX. */
export const OUTSIDE_CALLER = {
  kind: "outside",
  destination: outside("+34911111111"),
} as const;
