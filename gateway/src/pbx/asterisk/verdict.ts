/** How a call ended, from what is known once its last channel is gone (`ami-outcomes.md` §1). Pure. */
import type { LegRole } from "@ringback/shared/call/states.ts";
import type { CallEnd } from "../port.ts";
import type { LegReport } from "./dialplan.ts";

export type Facts = {
  reports: Partial<Record<LegRole, LegReport>>;
  /** Q.850 of the leg's own channels, the first that is not 0 */
  causes: Partial<Record<LegRole, number>>;
  /** DialEnd's word, for a leg whose report is missing */
  dialStatus: Partial<Record<LegRole, string>>;
  answeredA: boolean;
  /** the phone gave any sign of life before it answered or not */
  aliveA: boolean;
  /** the user was talking: to a person, a voicemail, a conference */
  active: boolean;
  /** whose phone sent the first hang-up since the two could talk */
  hungUpBy?: LegRole | undefined;
  /**
   * Longer than this without a second dial means that something answered. Where the user's own phone hung up, any time does:
   * a dialplan is on its way to a Dial for milliseconds, and nobody hangs up within those.
   */
  answeredProbeMs: number;
};

const CAUSE = {
  unallocated: 1,
  noRoute: 3,
  normal: 16,
  busy: 17,
  noResponse: 18,
  noAnswer: 19,
  subscriberAbsent: 20,
  rejected: 21,
  elsewhere: 26,
  congestion: 34,
  temporary: 41,
  equipment: 42,
} as const;

export function verdict(facts: Facts): CallEnd {
  if (wasTalking(facts)) return completed(facts);
  return facts.answeredA ? legBEnd(facts) : legAEnd(facts);
}

function wasTalking(facts: Facts): boolean {
  const { active, reports, hungUpBy, answeredProbeMs } = facts;
  const b = reports.b;
  if (active || b?.status === "ANSWER") return true;
  if (b?.status !== "NONE") return false;
  const userLeft = hungUpBy === "a" && !hasNews(b.cause);
  return userLeft || b.answeredSeconds * 1000 >= answeredProbeMs;
}

function completed({ hungUpBy }: Facts): CallEnd {
  const by = hungUpBy === "a" ? "caller" : hungUpBy === "b" ? "callee" : "pbx";
  return { outcome: "completed", reason: "hangup", by, cause: CAUSE.normal };
}

function legAEnd(facts: Facts): CallEnd {
  const cause = causeOf(facts, "a");
  const status = statusOf(facts, "a");
  const told = { by: "caller", ...named(cause) } as const;
  if (reports(facts, "a", "NOANSWER")) return noAnswerA(facts, told);
  if (cause === CAUSE.busy || status === "BUSY") {
    return { outcome: "busy", reason: "a_busy", ...told };
  }
  if (cause === CAUSE.rejected) {
    return { outcome: "rejected", reason: "a_rejected", ...told };
  }
  if (cause === CAUSE.subscriberAbsent || cause === CAUSE.noRoute) {
    return { outcome: "failed", reason: "a_unreachable", ...told, by: "pbx" };
  }
  if (isNoAnswer(status, cause)) return noAnswerA(facts, told);
  return { outcome: "failed", reason: "a_failed", ...told, by: "pbx" };
}

/** No sign of life and no cause: the contact never replied to the INVITE. */
function noAnswerA(facts: Facts, told: Pick<CallEnd, "by" | "cause">): CallEnd {
  return facts.aliveA || hasNews(causeOf(facts, "a"))
    ? { outcome: "no_answer", reason: "a_no_answer", ...told }
    : { outcome: "failed", reason: "a_unreachable", ...told, by: "pbx" };
}

function legBEnd(facts: Facts): CallEnd {
  const cause = causeOf(facts, "b");
  const status = statusOf(facts, "b");
  const told = { by: "callee", ...named(cause) } as const;
  const pbx = { ...told, by: "pbx" } as const;
  if (status === "CANCEL") {
    return {
      outcome: "cancelled",
      reason: "cancelled_by_caller",
      ...told,
      by: "caller",
    };
  }
  if (reports(facts, "b", "NOANSWER")) {
    return { outcome: "no_answer", reason: "b_no_answer", ...told };
  }
  if (status === "NOEXTEN" || cause === CAUSE.unallocated) {
    return { outcome: "failed", reason: "b_unknown_number", ...pbx };
  }
  if (cause === CAUSE.busy || status === "BUSY") {
    return { outcome: "busy", reason: "b_busy", ...told };
  }
  if (cause === CAUSE.rejected) {
    return { outcome: "rejected", reason: "b_rejected", ...told };
  }
  if (status === "CONGESTION" || isCongestion(cause)) {
    return { outcome: "failed", reason: "b_congestion", ...pbx };
  }
  if (cause === CAUSE.noRoute || cause === CAUSE.subscriberAbsent) {
    return { outcome: "failed", reason: "b_unreachable", ...pbx };
  }
  if (isNoAnswer(status, cause)) {
    return { outcome: "no_answer", reason: "b_no_answer", ...told };
  }
  return { outcome: "failed", reason: "b_failed", ...pbx };
}

/** Dial's own word: where several phones rang, one of them may have been busy while the others rang out. */
function reports(facts: Facts, leg: LegRole, status: string): boolean {
  return facts.reports[leg]?.status === status;
}

/** The dialplan's HANGUPCAUSE speaks for the whole leg; where it says nothing, the leg's own channel. */
function causeOf({ causes, reports }: Facts, leg: LegRole): number {
  const reported = reports[leg]?.cause ?? 0;
  return hasNews(reported) ? reported : (causes[leg] ?? reported);
}

/** None named, normal clearing, answered elsewhere: what a phone says that rang beside the one that answered. */
export function hasNews(cause: number): boolean {
  return cause !== 0 && cause !== CAUSE.normal && cause !== CAUSE.elsewhere;
}

function statusOf({ reports, dialStatus }: Facts, leg: LegRole): string {
  return reports[leg]?.status || dialStatus[leg] || "";
}

function named(cause: number): { cause?: number } {
  return cause === 0 ? {} : { cause };
}

function isNoAnswer(status: string, cause: number): boolean {
  if (cause === CAUSE.noAnswer || cause === CAUSE.noResponse) return true;
  // DialEnd says NOANSWER of a 404 as well.
  return status === "CANCEL" || (status === "NOANSWER" && !hasNews(cause));
}

function isCongestion(cause: number): boolean {
  return (
    cause === CAUSE.congestion ||
    cause === CAUSE.temporary ||
    cause === CAUSE.equipment
  );
}
