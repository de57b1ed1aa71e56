/** Recordings of calls. Times are epoch milliseconds, booleans 0/1. */

/** One row for each call whose recording was ordered. */
export type RecordingsTable = {
  call_id: string;
  /** `recording`: the call is not over. `due`: it is, and its file is to be seen to. The others are the end of it, in the words of Click to Dial. */
  state: "recording" | "due" | "success" | "noRecord" | "fail";
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
