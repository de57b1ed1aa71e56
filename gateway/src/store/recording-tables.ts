/** Recordings of calls. Times are epoch milliseconds, booleans 0/1. */
import type { Generated } from "kysely";

/** One row for each call whose recording was ordered. */
export type RecordingsTable = {
  call_id: string;
  /** `recording`: the call is not over. `due`: it is, and its file is to be seen to. The others are the end of it, in the words of Click to Dial; and `removed`: an admin had it erased, and where `file` is still there that is not done yet. */
  state: "recording" | "due" | "success" | "noRecord" | "fail" | "removed";
  /** whether both parties talked, as far as the call knows */
  bridged: number;
  /** what the PBX recorded may still be in the spool */
  spooled: number;
  /** why it failed, such as `missing` */
  reason: string | null;
  /** name in the store; this and the next four only with `success` */
  file: string | null;
  content_type: "audio/wav" | "audio/mpeg" | null;
  bytes: number | null;
  /** of the file in the store, hexadecimal */
  sha256: string | null;
  duration_ms: number | null;
  created_at: number;
  /** of the call */
  ended_at: number | null;
  settled_at: number | null;
};

/** What was done with a recording that could be fetched. Outlives its row and its file. */
export type RecordingReadsTable = {
  id: Generated<number>;
  call_id: string;
  /** `read`: a program fetched it. `removal`: an admin had it erased */
  act: "read" | "removal";
  /** null: not a program */
  client_id: string | null;
  at: number;
  /** whom the gateway sent it to; behind trusted proxies the one they speak for */
  address: string | null;
  correlator: string | null;
  /** null: it is under way, or the gateway died meanwhile */
  ended: "whole" | "cut" | null;
  ended_at: number | null;
  /** when the recording's own row was removed: from then on the time this one is kept is counted */
  gone_at: number | null;
};
