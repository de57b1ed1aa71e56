import type { Metrics } from "../metrics/metrics.ts";
import type { Logger } from "../ops/log.ts";

/** Where faults go that have no caller to tell. */
export type FaultLog = (what: string, fault: unknown, callId?: string) => void;

export function faultLog(
  log: Logger,
  metrics: Pick<Metrics, "fault"> | undefined,
): FaultLog {
  return (what, err, callId) => {
    metrics?.fault(what);
    log.error({ err, ...(callId !== undefined && { callId }) }, what);
  };
}
