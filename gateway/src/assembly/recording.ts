/** Recordings with the folders, events and figures of this gateway. */
import type { Recordings } from "../apis/ctd/recording.ts";
import type { Config } from "../config/schema.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { holdAnew } from "../delivery/holding.ts";
import type { ClientAddress } from "../http/client-address.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Logger } from "../ops/log.ts";
import { compareStore, countKept } from "../recording/kept.ts";
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
  clientAddress: ClientAddress;
};

/** undefined where the configuration says nothing of recording. */
export function createRecordings(
  config: Config,
  parts: Parts,
): Recording | undefined {
  const section = config.recording;
  if (section === undefined) return undefined;
  const { db, log, onFault, clientAddress } = parts;
  const made = createRecording(section, {
    ...{ ...shared(config, parts), onFault },
    elapsed: () => performance.now(),
  });
  const { follower, worker, reader, retention, trail, recover, changed } = made;
  // Who heard what was said, and when (the line's own time): whatever the log's level.
  const audit = log.child({}, { level: "info" });
  const sweep = () => retention.sweep();
  let sweeping: Repeated | undefined;
  let firstSweep: Promise<void> | undefined;
  return {
    ...{ follower, recover, changed },
    forPrograms: {
      isOn: () => section.enabled,
      open: (callId) => reader.open(callId),
      onRead: async (asked, request) => {
        const address = clientAddress.ofRequest(request);
        const ended = await trail.begin({ ...asked, address });
        if (ended === undefined) return undefined;
        const { callId, clientId } = asked;
        audit.info({ recording: { callId, clientId } }, "recording read");
        return ended;
      },
      sendTimeoutMs: () => section.sendTimeoutMs,
    },
    start: () => {
      worker.start();
      // What a gateway that died has left in the spool.
      firstSweep = sweep()
        .then(() => warnOfStore(db, section.store, log))
        .catch((fault) => onFault("recordings", fault));
      sweeping = repeat(section.retentionSweepMs, sweep, onFault);
    },
    stop: async () => {
      await Promise.all([firstSweep, sweeping?.stop(), worker.stop()]);
      await trail.idle();
    },
  };
}

/** What the gateway before this one has left undone. To be done before events are sent. */
export async function recoverRecordings(
  recording: Recording | undefined,
  config: Config,
  parts: Parts,
): Promise<void> {
  if (recording !== undefined) return await recording.recover();
  await giveUpRecordings(shared(config, parts));
  const kept = await countKept(parts.db);
  if (kept > 0)
    parts.log.warn(
      { recordings: { kept } },
      "there are recordings, and nobody can fetch them and nothing removes them, because `recording` is not in the configuration: put it back, with `enabled: false` to record no more",
    );
}

/** As after a change of `recording.store`, or of the database for one from a backup. */
async function warnOfStore(
  db: Database,
  store: string,
  log: Logger,
): Promise<void> {
  const { filesWithoutRow, rowsWithoutFile } = await compareStore(db, store);
  const [lone, missing] = [filesWithoutRow.length, rowsWithoutFile.length];
  if (lone + missing > 0)
    log.warn(
      {
        recordings: { store, filesWithoutRow: lone, rowsWithoutFile: missing },
      },
      "the store and the recordings that are known do not agree: `ringback doctor` says what to do",
    );
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
