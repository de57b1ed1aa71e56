/** What an attempt becomes: whether it is one, how its event goes on, and what is kept and told of it. */
import type { AttemptTold } from "./port.ts";
import type {
  AttemptRow,
  Delivery,
  DeliveryQueue,
  Settlement,
} from "./queue.ts";
import { httpReason } from "./reasons.ts";
import { isOverdue, nextAttempt, type ScheduleRules } from "./schedule.ts";
import type { Sent } from "./sender.ts";
import type { Verdict } from "./verdict.ts";

export type AttemptRules = ScheduleRules & {
  /** an event that failed is given up where a newer one of its call waits */
  dropSuperseded: boolean;
};

type AttemptParts = {
  queue: Pick<DeliveryQueue, "isSuperseded">;
  rules: AttemptRules;
  now: () => number;
  random: () => number;
};

/** What was sent, or tried to be. */
export type Tried = {
  status: Sent["status"];
  verdict: Exclude<Verdict, { kind: "wait" }>;
};

/** Nothing waits for its sink's rate without end: from some age on that is an attempt, and the last one ends it. */
export function judged(
  event: Delivery,
  verdict: Verdict,
  { rules, now }: Pick<AttemptParts, "rules" | "now">,
): Verdict {
  return verdict.kind === "wait" && isOverdue(event.created_at, now(), rules)
    ? { kind: "retry", reason: "rate_limited", notBefore: verdict.until }
    : verdict;
}

export async function settlementOf(
  event: Delivery,
  { verdict }: Tried,
  { queue, rules, now, random }: AttemptParts,
): Promise<Settlement> {
  if (verdict.kind !== "retry") return verdict;
  const isDroppable = rules.dropSuperseded && event.is_final === 0;
  if (isDroppable && (await queue.isSuperseded(event))) {
    return { kind: "dead", reason: "superseded" };
  }
  const failed = {
    tries: event.tries + 1,
    at: now(),
    notBefore: verdict.notBefore,
  };
  const at = nextAttempt(failed, rules, random);
  return at === undefined
    ? { kind: "dead", reason: "exhausted" }
    : { kind: "retry", at };
}

/** `time`: when it began, epoch milliseconds, and how long it took. */
export function rowOf(
  { status, verdict }: Tried,
  time: Pick<AttemptRow, "at" | "durationMs">,
): AttemptRow {
  return { ...time, status, error: errorOf({ status, verdict }) };
}

function errorOf({ status, verdict }: Tried): AttemptRow["error"] {
  if (verdict.kind === "delivered") return null;
  return status === null ? verdict.reason : httpReason(status);
}

export function toldOf(
  event: Delivery,
  row: AttemptRow,
  settlement: Settlement,
): AttemptTold {
  return {
    result: RESULT[settlement.kind],
    durationMs: row.durationMs,
    ...(event.tries === 0 && { lagMs: Math.max(0, row.at - event.created_at) }),
  };
}

const RESULT = {
  delivered: "delivered",
  retry: "retried",
  dead: "dead",
  stop: "stopped",
} as const satisfies Record<Settlement["kind"], AttemptTold["result"]>;
