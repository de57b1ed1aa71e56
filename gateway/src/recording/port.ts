/** What recording needs of others, and what it tells them. */
import type { Transaction } from "kysely";
import type { Tables } from "../store/tables.ts";

/** `recordingResult` of Click to Dial. */
type RecordingResult = "success" | "noRecord" | "fail";

/** Config section `recording`. */
export type RecordingRules = {
  spool: string;
  store: string;
  retentionDays: number;
  readsRetentionDays: number;
  lateFileMs: number;
  maxBytes: number;
  finishTimeoutMs: number;
  settleMs: number;
  pollMs: number;
  concurrency: number;
};

/** Events that wait for a recording: `data` is merged into theirs, and they go. */
export interface HeldEvents {
  release(
    transaction: Transaction<Tables>,
    callId: string,
    data: { recordingResult: RecordingResult },
  ): Promise<void>;
  /** Those of these calls wait anew, from now. */
  holdAnew(callIds: readonly string[]): Promise<void>;
}

/** What became of one recording. */
export type Settled = {
  callId: string;
  result: RecordingResult;
  /** why it failed, */
  reason?: FaultReason;
};

/** Why a recording can not be had. */
export const FAULT_REASONS = [
  "missing",
  "incomplete",
  "empty",
  "not_a_file",
  "bad_format",
  "too_long",
  "disk_full",
  "io",
  // recording was taken out of the configuration
  "off",
] as const;
export type FaultReason = (typeof FAULT_REASONS)[number];

/** `isFinal`: trying again is no use. */
export class RecordingFault extends Error {
  readonly reason: FaultReason;
  readonly isFinal: boolean;

  constructor(reason: FaultReason, message: string, isFinal = false) {
    super(message);
    this.name = "RecordingFault";
    this.reason = reason;
    this.isFinal = isFinal;
  }
}

/** The file system's word for what went wrong, such as `ENOENT`. */
export function errorCode(fault: unknown): string | undefined {
  return fault instanceof Error &&
    "code" in fault &&
    typeof fault.code === "string"
    ? fault.code
    : undefined;
}
