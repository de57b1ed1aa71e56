/** Recordings of calls as a whole: who writes them down, who sees to their files, who sends them, who removes them. */
import type { CallFollower } from "../calls/follower.ts";
import type { Database } from "../store/database.ts";
import { Finisher } from "./finisher.ts";
import { RecordedCalls } from "./follower.ts";
import { Ledger } from "./ledger.ts";
import type { HeldEvents, RecordingRules, Settled } from "./port.ts";
import { RecordingReader } from "./reader.ts";
import { RecordingRetention } from "./retention.ts";
import { Spool } from "./spool.ts";
import { RecordingStore } from "./store.ts";
import { ReadTrail } from "./trail.ts";
import { RecordingWorker } from "./worker.ts";

type RecordingParts = {
  db: Database;
  held: HeldEvents;
  now: () => number;
  /** milliseconds by a clock that nobody sets */
  elapsed: () => number;
  onSettled: (settled: Settled) => void;
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

export type Recording = {
  follower: CallFollower;
  worker: RecordingWorker;
  reader: RecordingReader;
  retention: RecordingRetention;
  trail: ReadTrail;
  /** To be done before events are sent. */
  recover: () => Promise<void>;
  /** A change of a call has been written. */
  changed: () => void;
};

/** Rows in one look. */
const LOOK = 500;

/** Where nothing is recorded any more: what waits for a recording is told that there is none. To be done before events are sent. */
export async function giveUpRecordings(
  parts: Pick<RecordingParts, "db" | "held" | "now" | "onSettled">,
): Promise<void> {
  const { db, held, now, onSettled } = parts;
  const ledger = new Ledger(db, held, now);
  await ledger.catchUp();
  for (;;) {
    const due = await ledger.due(LOOK);
    for (const { call_id: callId } of due) {
      const failed = { result: "fail", reason: "off" } as const;
      await ledger.settle(callId, failed);
      onSettled({ callId, ...failed });
    }
    if (due.length < LOOK) return;
  }
}

/** Sees to nothing before `worker.start()`. */
export function createRecording(
  rules: RecordingRules,
  parts: RecordingParts,
): Recording {
  const { db, held, now, elapsed, onSettled, onFault } = parts;
  const spool = new Spool(rules.spool);
  const store = new RecordingStore(rules.store);
  const ledger = new Ledger(db, held, now);
  const finisher = new Finisher(spool, store, rules);
  const worker = new RecordingWorker({
    ...{ ledger, spool, finisher, rules, elapsed, onSettled, onFault },
  });
  const trail = new ReadTrail(db, now, onFault);
  let isDue = false;
  return {
    follower: new RecordedCalls(() => {
      isDue = true;
    }),
    worker,
    reader: new RecordingReader(ledger, store, onFault),
    trail,
    retention: new RecordingRetention(
      { ledger, spool, store, trail },
      rules,
      now,
    ),
    recover: async () => {
      await ledger.catchUp();
      await ledger.holdAnew();
    },
    changed: () => {
      if (isDue) worker.wake();
      isDue = false;
    },
  };
}
