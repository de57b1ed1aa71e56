/** Recordings with the folders, events and figures of this gateway. */
import type { Recordings } from "../apis/ctd/recording.ts";
import type { Config } from "../config/schema.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { holdAnew } from "../delivery/holding.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Logger } from "../ops/log.ts";
import { createRecording } from "../recording/recording.ts";
import type { Database } from "../store/database.ts";
import type { FaultLog } from "./faults.ts";
import { type Repeated, repeat } from "./timers.ts";

type Made = ReturnType<typeof createRecording>;

export type Recording = Pick<Made, "follower" | "recover" | "changed"> & {
  forPrograms: Recordings;
  start: () => void;
  /** Resolves when nothing is under way. */
  stop: () => Promise<void>;
};

/** undefined where the configuration says nothing of recording. */
export function createRecordings(
  config: Config,
  parts: {
    db: Database;
    delivery: Pick<Delivery, "outbox" | "worker">;
    metrics: Metrics | undefined;
    log: Logger;
    onFault: FaultLog;
  },
): Recording | undefined {
  const section = config.recording;
  if (section === undefined) return undefined;
  const { db, delivery, metrics, log, onFault } = parts;
  const holdMs = config.delivery.holdSeconds * 1000;
  const { follower, worker, reader, retention, recover, changed } =
    createRecording(section, {
      ...{ db, now: Date.now, elapsed: () => performance.now(), onFault },
      held: {
        release: (transaction, callId, data) =>
          delivery.outbox.release(transaction, callId, data),
        holdAnew: (callIds) => holdAnew(db, callIds, Date.now() + holdMs),
      },
      onSettled: (settled) => {
        metrics?.recording(settled);
        delivery.worker.wake();
        log.info({ recording: settled }, "recording settled");
      },
    });
  const sweep = () => retention.sweep();
  let sweeping: Repeated | undefined;
  let firstSweep: Promise<void> | undefined;
  return {
    ...{ follower, recover, changed },
    forPrograms: {
      open: (callId) => reader.open(callId),
      // Who heard what was said, and when: the line's own time.
      onRead: (told) => log.info({ recording: told }, "recording read"),
      sendTimeoutMs: () => section.sendTimeoutMs,
    },
    start: () => {
      worker.start();
      // What a gateway that died has left in the spool.
      firstSweep = sweep().catch((fault) => onFault("recordings", fault));
      sweeping = repeat(section.retentionSweepMs, sweep, onFault);
    },
    stop: async () => {
      await Promise.all([firstSweep, sweeping?.stop(), worker.stop()]);
    },
  };
}
