/** Why an event is dead, and why an attempt did not succeed: all the words there are. The admin guide explains each, and a test holds it to that. */
import type { RequestFaultCode } from "./guard/fault.ts";

export type HttpReason = `http_${number}`;

/** The sink gets nothing more of this call. */
export type StopReason =
  | "gone"
  | "credential_refused"
  | "credential_expired"
  | "address_refused"
  | "token_refused";

/** This event alone is given up; `closed`: it was written behind the last one of its call. */
export type DeadReason = HttpReason | "exhausted" | "superseded" | "closed";

/** It is sent again, as long as the schedule has it. */
export type RetryReason =
  | HttpReason
  | RequestFaultCode
  | "no_consent"
  | "rate_limited"
  | "token_unavailable"
  | "credential_unreadable"
  | "internal";

/** Of one attempt. */
export type AttemptReason = HttpReason | StopReason | RetryReason;

export function httpReason(status: number): HttpReason {
  return `http_${status}`;
}
