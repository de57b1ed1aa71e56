import { type CallRow, legOf, type Snapshot } from "./snapshot.ts";

/** All in milliseconds; config section `calls`. */
export type DeadlineLimits = {
  createdDeadlineMs: number;
  originateSlackMs: number;
  alertingASlackMs: number;
  alertingBDeadlineMs: number;
  alertingBSlackMs: number;
  connectingDeadlineMs: number;
  activeSlackMs: number;
  endingDeadlineMs: number;
};

/** When somebody must look at this call if nothing happens before, epoch milliseconds; null once ended. */
export function deadlineFor(
  next: Snapshot,
  before: Snapshot | undefined,
  at: number,
  limits: DeadlineLimits,
): number | null {
  const { call } = next;
  if (call.state === "ended") return null;
  const answeredA = legOf(next, "a")?.answered_at ?? null;
  const answeredBefore =
    before === undefined ? null : (legOf(before, "a")?.answered_at ?? null);
  const unchanged =
    before !== undefined &&
    before.call.state === call.state &&
    answeredBefore === answeredA;
  if (unchanged) return call.deadline_at;
  switch (call.state) {
    case "created":
      return at + limits.createdDeadlineMs;
    case "alerting_a":
      // A's answer cancels A's deadline; leg B's ringing belongs to the PBX, so only a guard is left.
      return answeredA === null
        ? at +
            call.dial_timeout_s * 1000 +
            limits.originateSlackMs +
            limits.alertingASlackMs
        : at + ringingOfB(call, limits);
    case "alerting_b":
      return at + ringingOfB(call, limits);
    case "connecting":
      return at + limits.connectingDeadlineMs;
    case "active":
      return (
        (answeredA ?? call.answered_at ?? at) +
        call.max_duration_ms +
        limits.activeSlackMs
      );
    case "ending":
      return at + limits.endingDeadlineMs;
  }
}

/** The deadline of a call that is found at a start, as if its state, and A's answer, were of now. */
export function deadlineAnew(
  { call, legs }: Snapshot,
  now: number,
  limits: DeadlineLimits,
): number | null {
  const anew = legs.map((leg) =>
    leg.answered_at === null ? leg : { ...leg, answered_at: now },
  );
  const answered_at = call.answered_at === null ? null : now;
  const next = { call: { ...call, answered_at }, legs: anew };
  return deadlineFor(next, undefined, now, limits);
}

/** The PBX rings leg B as long as it likes, except for a program, which says how long. */
function ringingOfB(
  { client_id, dial_timeout_s }: CallRow,
  limits: DeadlineLimits,
): number {
  return client_id === null
    ? limits.alertingBDeadlineMs
    : dial_timeout_s * 1000 + limits.alertingBSlackMs;
}

/** After this moment a call is ended even if no PBX can be asked: by then every limit the PBX itself keeps has cut it. */
export function lastMoment({ call }: Snapshot, limits: DeadlineLimits): number {
  return (
    call.created_at +
    limits.createdDeadlineMs +
    call.dial_timeout_s * 1000 +
    ringingOfB(call, limits) +
    call.max_duration_ms +
    limits.activeSlackMs +
    limits.endingDeadlineMs
  );
}
