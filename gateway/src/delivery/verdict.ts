/** What an answer of a sink means for the event, and for those behind it. */
import type { IncomingHttpHeaders } from "node:http";
import {
  type HttpReason,
  httpReason,
  type RetryReason,
  type StopReason,
} from "./reasons.ts";

export type Verdict =
  | { kind: "delivered" }
  /** later; `notBefore` epoch milliseconds where the sink asked for it */
  | { kind: "retry"; reason: RetryReason; notBefore?: number }
  /** never again, the next event goes on */
  | { kind: "dead"; reason: HttpReason }
  /** neither this event nor any behind it */
  | { kind: "stop"; reason: StopReason }
  /** no attempt was made: not before `until` */
  | { kind: "wait"; until: number };

/** Kinds of redirect that say: never here again. */
const MOVED_FOR_GOOD = new Set([300, 301, 308]);
/** Of the 4xx, those that say: not now. */
const NOT_NOW = new Set([408, 425, 429]);

export function verdictOf(
  status: number,
  headers: IncomingHttpHeaders,
  now: number,
): Verdict {
  const reason = httpReason(status);
  if (status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 410) return { kind: "stop", reason: "gone" };
  if (status === 401 || status === 403) {
    return { kind: "stop", reason: "credential_refused" };
  }
  const isClientFault = status >= 400 && status < 500 && !NOT_NOW.has(status);
  if (isClientFault || MOVED_FOR_GOOD.has(status)) {
    return { kind: "dead", reason };
  }
  const notBefore = retryAfter(headers["retry-after"], now);
  return {
    kind: "retry",
    reason,
    ...(notBefore !== undefined && { notBefore }),
  };
}

/** RFC 9110 §10.2.3: seconds or a date; epoch milliseconds. Undefined for anything else, and for the past. */
function retryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim();
  const at = /^\d{1,10}$/.test(value)
    ? now + Number(value) * 1000
    : /^[A-Z][a-z]{2}/.test(value)
      ? Date.parse(value)
      : Number.NaN;
  return at > now ? at : undefined;
}
