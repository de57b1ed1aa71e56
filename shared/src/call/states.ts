/**
 * The words of the one call state machine (design §3). Projections of single APIs are made from these and never stored.
 */

/** Forward order; a call may skip states but never goes back. */
export const CALL_STATES = [
  "created",
  "alerting_a",
  "alerting_b",
  "connecting",
  "active",
  "ending",
  "ended",
] as const;
export type CallState = (typeof CALL_STATES)[number];

export const SUBSTATES = ["none", "held", "transferring"] as const;
export type Substate = (typeof SUBSTATES)[number];

/** How a call ended, written once together with `ended`. */
export const OUTCOMES = [
  "completed",
  "no_answer",
  "busy",
  "rejected",
  "cancelled",
  "failed",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `a` is the user's own phone, `b` the party that was clicked. */
export const LEG_ROLES = ["a", "b"] as const;
export type LegRole = (typeof LEG_ROLES)[number];

export const LEG_STATES = ["dialing", "ringing", "answered", "ended"] as const;
export type LegState = (typeof LEG_STATES)[number];

/**
 * Who ended the call: `caller` and `callee` hung up on their phones, `user` hung up through an API, `gateway` ended it by
 * a deadline or a limit, `pbx` ended it by itself.
 */
export const ENDED_BY = ["caller", "callee", "user", "gateway", "pbx"] as const;
export type EndedBy = (typeof ENDED_BY)[number];

/** Why a call ended; each has one sentence for people in `words.ts`. */
export const END_REASONS = [
  "hangup",
  "max_duration",
  "a_busy",
  "a_rejected",
  "a_no_answer",
  "a_unreachable",
  "a_failed",
  "b_busy",
  "b_rejected",
  "b_no_answer",
  "b_unreachable",
  "b_unknown_number",
  "b_congestion",
  "b_failed",
  "cancelled_by_user",
  "cancelled_by_caller",
  "pbx_refused",
  "pbx_unavailable",
  "deadline",
  "resync",
] as const;
export type EndReason = (typeof END_REASONS)[number];
