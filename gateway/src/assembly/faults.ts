import type { Logger } from "../ops/log.ts";

/** Where faults go that have no caller to tell. */
export type FaultLog = (what: string, fault: unknown, callId?: string) => void;

export function faultLog(log: Logger): FaultLog {
  return (what, err, callId) =>
    log.error({ err, ...(callId !== undefined && { callId }) }, what);
}
