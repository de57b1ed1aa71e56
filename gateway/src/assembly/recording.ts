/** Recordings with the folders, events and figures of this gateway. */
import type { Recordings } from "../apis/ctd/recording.ts";
import type { Config } from "../config/schema.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { holdAnew } from "../delivery/holding.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Logger } from "../ops/log.ts";
import type { HeldEvents, Settled } from "../recording/port.ts";
import { createRecording, giveUpRecordings } from "../recording/recording.ts";
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

type Parts = {
  db: Database;
  delivery: Pick<Delivery, "outbox" | "worker">;
  metrics: Metrics | undefined;
  log: Logger;
  onFault: FaultLog;
};

/** undefined where the configuration says nothing of recording. */
export function createRecordings(
  config: Config,
  parts: Parts,
): Recording | undefined {
  const section = config.recording;
  if (section === undefined) return undefined;
  const { log, onFault } = parts;
  const { follower, worker, reader, retention, recover, changed } =
    createRecording(section, {
      ...{ ...shared(config, parts), onFault },
      elapsed: () => performance.now(),
    });
  // Who heard what was said, and when (the line's own time): whatever the log's level.
  const audit = log.child({}, { level: "info" });
  const sweep = () => retention.sweep();
  let sweeping: Repeated | undefined;
  let firstSweep: Promise<void> | undefined;
  return {
    ...{ follower, recover, changed },
    forPrograms: {
      open: (callId) => reader.open(callId),
      onRead: (told) => audit.info({ recording: told }, "recording read"),
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

/** What the gateway before this one has left undone. To be done before events are sent. */
export async function recoverRecordings(
  recording: Recording | undefined,
  config: Config,
  parts: Parts,
): Promise<void> {
  if (recording === undefined) await giveUpRecordings(shared(config, parts));
  else await recording.recover();
}

/** Events that wait for a recording, and what is told of those that are settled. */
function shared(config: Config, { db, delivery, metrics, log }: Parts) {
  const holdMs = config.delivery.holdSeconds * 1000;
  const held: HeldEvents = {
    release: (transaction, callId, data) =>
      delivery.outbox.release(transaction, callId, data),
    holdAnew: (callIds) => holdAnew(db, callIds, Date.now() + holdMs),
  };
  const onSettled = (settled: Settled) => {
    metrics?.recording(settled);
    delivery.worker.wake();
    log.info({ recording: settled }, "recording settled");
  };
  return { ...{ db, held, onSettled }, now: Date.now };
}
