/** The rows as the database holds them. Times are epoch milliseconds, booleans 0/1, JSON is text (§D.1 of the design's schema notes). */
import type {
  CallState,
  EndedBy,
  EndReason,
  LegRole,
  LegState,
  Outcome,
  Substate,
} from "@ringback/shared/call/states.ts";
import type { Generated } from "kysely";
import type {
  ClientSecretsTable,
  ClientsTable,
  FormerWebhookSecretsTable,
  SigningKeysTable,
} from "./client-tables.ts";
import type {
  DeliveriesTable,
  DeliveryAttemptsTable,
  SinksTable,
} from "./delivery-tables.ts";
import type {
  RecordingReadsTable,
  RecordingsTable,
} from "./recording-tables.ts";

type WorkspacesTable = {
  id: string;
  name: string;
  created_at: number;
};

type UsersTable = {
  id: string;
  workspace_id: string;
  name: string;
  created_at: number;
  /** as that of a terminal */
  source: Generated<string>;
};

type TerminalsTable = {
  id: string;
  workspace_id: string;
  user_id: string;
  username: string;
  domain: string;
  ha1: string;
  credential_version: number;
  endpoint: string;
  extension: string;
  number: string | null;
  enabled: number;
  created_at: number;
  /** `local`: made by the admin; else the telephone system knows it, and `ha1` is empty */
  source: Generated<string>;
};

/** What was ordered: kept so that a restart can go on without asking anybody. */
export type CallsTable = {
  id: string;
  workspace_id: string;
  /** whose phone is leg A; null where that is an outside number */
  user_id: string | null;
  terminal_id: string | null;
  placed_via: string;
  pbx: string;
  iden: string;
  destination: string;
  destination_e164: string | null;
  dial_string: string;
  /** of leg A; empty where that is an outside number */
  endpoint: string;
  extension: string;
  dial_timeout_s: number;
  max_duration_ms: number;
  optimize: number;
  state: CallState;
  substate: Substate;
  outcome: Outcome | null;
  end_reason: EndReason | null;
  ended_by: EndedBy | null;
  q850: number | null;
  approximate: number;
  created_at: number;
  answered_at: number | null;
  ended_at: number | null;
  deadline_at: number | null;
  version: number;
  /** the program that placed it; the columns below are null where none did */
  client_id: string | null;
  /** E.164, as the client asked */
  caller_number: string | null;
  callee_number: string | null;
  /** caller id that each party's phone shows */
  shown_to_a: string | null;
  shown_to_b: string | null;
  /** neither party sees the other's number */
  masked: number;
  recording: number;
  recording_beep: number;
  /** what the PBX dials for leg A where that is an outside number */
  a_dial: string | null;
  /** leg B, where that is an endpoint of the PBX */
  b_endpoint: string | null;
  /** the PBX has taken the order to hang it up */
  hangup_told: number;
};

export type CallLegsTable = {
  call_id: string;
  role: LegRole;
  state: LegState;
  channel: string | null;
  unique_id: string | null;
  dial_status: string | null;
  q850: number | null;
  started_at: number;
  ringing_at: number | null;
  answered_at: number | null;
  ended_at: number | null;
};

/** `seq` is never used twice: it is the live channel's sequence number. `body` is the call's view after the event, as JSON. */
type CallEventsTable = {
  seq: Generated<number>;
  call_id: string;
  workspace_id: string;
  user_id: string | null;
  call_seq: number;
  type: string;
  occurred_at: number;
  recorded_at: number;
  body: string;
};

type CallAliasesTable = {
  kind: string;
  value: string;
  call_id: string;
};

/** `counter` is the number of hits in the window, 1 for a claim. */
type OnceTable = {
  key: string;
  counter: number;
  expires_at: number;
};

/** Has a row, its only one, while nothing may be dialled. */
type PauseTable = {
  id: number;
  since: number;
  paused_by: string;
  reason: string | null;
};

/** One row: makes credential versions of HA1s that are not kept. */
type VersionKeyTable = {
  id: number;
  key: string;
};

/** Orders of programs, known again by their `Idempotency-Key`. `hash` is of the body. */
type CtdOrdersTable = {
  client_id: string;
  key: string;
  hash: string;
  call_id: string;
  created_at: number;
};

export type Tables = {
  workspaces: WorkspacesTable;
  users: UsersTable;
  terminals: TerminalsTable;
  calls: CallsTable;
  call_legs: CallLegsTable;
  call_events: CallEventsTable;
  call_aliases: CallAliasesTable;
  once: OnceTable;
  pause: PauseTable;
  version_key: VersionKeyTable;
  clients: ClientsTable;
  client_secrets: ClientSecretsTable;
  former_webhook_secrets: FormerWebhookSecretsTable;
  signing_keys: SigningKeysTable;
  sinks: SinksTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  ctd_orders: CtdOrdersTable;
  recordings: RecordingsTable;
  recording_reads: RecordingReadsTable;
};
