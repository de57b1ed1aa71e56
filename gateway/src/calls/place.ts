import { randomInt } from "node:crypto";
import { ulid } from "ulid";
import { type DialPolicy, refusalOf } from "../dialing/policy.ts";
import {
  type Destination,
  type DialRules,
  resolveDestination,
} from "../dialing/rules.ts";
import type { Durability } from "../store/durability.ts";
import type { Terminal } from "../terminals/port.ts";
import { type DeadlineLimits, deadlineFor } from "./deadline.ts";
import { DomainError } from "./errors.ts";
import type { CallRow } from "./snapshot.ts";

/** What a door asks for, after it has proven who asks. */
export type PlaceRequest = {
  terminal: Terminal;
  /** as asked for, `^[+*0-9]{1,64}$` */
  destination: string;
  /** `^[A-Za-z0-9_-]{1,32}$`; absent: one is made */
  iden?: string;
  dialTimeoutSeconds: number;
  maxDurationMs: number;
  optimize: boolean;
  /** the door, e.g. `click2call` */
  via: string;
  /** of what the door wrote for this call: nothing is dialled before it is on disk */
  durability?: Durability;
};

/** A call to the user's own extension rings their phone and plays three tones: the "ring my phone" test. */
export const PHONE_TEST_CONTEXT = "ringback-test";

/** What was asked for; the rest of a row is what became of it. */
type Ordered = Omit<
  CallRow,
  | "id"
  | "state"
  | "substate"
  | "outcome"
  | "end_reason"
  | "ended_by"
  | "q850"
  | "approximate"
  | "created_at"
  | "answered_at"
  | "ended_at"
  | "deadline_at"
  | "version"
  | "hangup_told"
>;

const NOT_OF_A_PROGRAM = {
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
};

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const IDEN_LENGTH = 16;

/** 16 characters of base62, uniformly random (click2call.rst "iden"). */
export function newIden(): string {
  return Array.from(
    { length: IDEN_LENGTH },
    () => BASE62[randomInt(BASE62.length)],
  ).join("");
}

/** Throws DomainError: `invalid_destination`, or `dial_refused` with the policy's reason. */
export function admitDestination(
  raw: string,
  terminal: Terminal,
  rules: DialRules,
  policy: DialPolicy,
): Destination {
  // One's own extension is a phone test, however long the PBX's extensions are: nothing is dialled.
  if (raw === terminal.extension) {
    return { kind: "internal", raw, dialString: raw };
  }
  const destination = resolveDestination(raw, rules);
  if (destination === undefined) {
    throw new DomainError(
      "validation",
      "invalid_destination",
      "invalid destination",
    );
  }
  const refusal = refusalOf(destination, policy, rules);
  if (refusal !== undefined) {
    throw new DomainError(
      "forbidden",
      `dial_refused_${refusal}`,
      `destination not allowed: ${refusal.replaceAll("_", " ")}`,
    );
  }
  return destination;
}

/** The row of a call that is about to be placed. */
export function newCall(
  request: PlaceRequest,
  destination: Destination,
  pbx: string,
  now: number,
  limits: DeadlineLimits,
): CallRow {
  const { terminal } = request;
  return created(
    {
      ...NOT_OF_A_PROGRAM,
      workspace_id: terminal.workspaceId,
      user_id: terminal.userId,
      terminal_id: terminal.id,
      placed_via: request.via,
      pbx,
      iden: request.iden ?? newIden(),
      destination: request.destination,
      destination_e164:
        destination.kind === "outside" ? destination.e164 : null,
      dial_string: destination.dialString,
      endpoint: terminal.endpoint,
      extension: terminal.extension,
      dial_timeout_s: request.dialTimeoutSeconds,
      max_duration_ms: request.maxDurationMs,
      optimize: request.optimize ? 1 : 0,
    },
    now,
    limits,
  );
}

/** The row of an order at its very beginning. */
export function created(
  order: Ordered,
  now: number,
  limits: DeadlineLimits,
): CallRow {
  const call: CallRow = {
    ...order,
    id: ulid(now).toLowerCase(),
    state: "created",
    substate: "none",
    outcome: null,
    end_reason: null,
    ended_by: null,
    q850: null,
    approximate: 0,
    created_at: now,
    answered_at: null,
    ended_at: null,
    deadline_at: null,
    version: 1,
    hangup_told: 0,
  };
  return {
    ...call,
    deadline_at: deadlineFor({ call, legs: [] }, undefined, now, limits),
  };
}
