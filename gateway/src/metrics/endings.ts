/** The series of calls that are told from the first answer on: Prometheus sees no increase where a series begins at 1. */
import type { EndReason, Outcome } from "@ringback/shared/call/states.ts";

/** The doors that place calls, as each names itself. */
export const DOORS = ["click2call", "ctd"] as const;

/** With which outcome a reason comes; a rare pair that is not here is counted all the same. */
export const OUTCOMES_OF: Record<EndReason, readonly Outcome[]> = {
  hangup: ["completed"],
  max_duration: ["completed"],
  a_busy: ["busy"],
  a_rejected: ["rejected"],
  a_no_answer: ["no_answer"],
  a_unreachable: ["failed"],
  a_failed: ["failed"],
  b_busy: ["busy"],
  b_rejected: ["rejected"],
  b_no_answer: ["no_answer"],
  b_unreachable: ["failed"],
  b_unknown_number: ["failed"],
  b_congestion: ["failed"],
  b_failed: ["failed"],
  cancelled_by_user: ["cancelled"],
  cancelled_by_caller: ["cancelled"],
  pbx_refused: ["failed"],
  pbx_unavailable: ["failed"],
  deadline: ["completed", "failed"],
  resync: ["completed", "no_answer", "failed"],
};
