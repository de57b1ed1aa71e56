/** When the next attempt is made. */

/** Config section `delivery`. */
export type ScheduleRules = {
  /** before the second, third, … attempt */
  retryDelaysSeconds: readonly number[];
  jitterPercent: number;
  retryAfterMaxSeconds: number;
};

export type Failed = {
  /** attempts so far, this one included */
  tries: number;
  at: number;
  /** what the sink asked for, epoch milliseconds */
  notBefore: number | undefined;
};

/** Whether an event has waited for longer than all its attempts would take. */
export function isOverdue(
  createdAt: number,
  now: number,
  { retryDelaysSeconds }: Pick<ScheduleRules, "retryDelaysSeconds">,
): boolean {
  const seconds = retryDelaysSeconds.reduce((sum, delay) => sum + delay, 0);
  return now - createdAt > seconds * 1000;
}

/** Epoch milliseconds; undefined: that was the last attempt. `random` gives 0 to 1. */
export function nextAttempt(
  { tries, at, notBefore = 0 }: Failed,
  rules: ScheduleRules,
  random: () => number,
): number | undefined {
  const delay = rules.retryDelaysSeconds[tries - 1];
  if (delay === undefined) return undefined;
  const spread = (rules.jitterPercent / 100) * (2 * random() - 1);
  const planned = at + Math.round(delay * 1000 * (1 + spread));
  const latest = at + rules.retryAfterMaxSeconds * 1000;
  return Math.max(planned, Math.min(notBefore, latest));
}
