/** Sees to the files of calls that are over. The rows are its memory: a gateway that dies leaves nothing undone. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Finisher } from "./finisher.ts";
import type { DueRecording, Ledger, Settlement } from "./ledger.ts";
import {
  errorCode,
  type FaultReason,
  RecordingFault,
  type RecordingRules,
  type Settled,
} from "./port.ts";
import type { Spool } from "./spool.ts";

export type WorkerParts = {
  ledger: Ledger;
  spool: Spool;
  finisher: Finisher;
  rules: Pick<RecordingRules, "finishTimeoutMs" | "pollMs" | "concurrency">;
  /** milliseconds by a clock that nobody sets */
  elapsed: () => number;
  /** told behind the commit */
  onSettled: (settled: Settled) => void;
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

/** Rows in one look: more than fail at once, so that these do not hide the others. */
const LOOK = 1_000;

export class RecordingWorker {
  readonly #p: WorkerParts;
  readonly #underWay = new Map<string, Promise<void>>();
  /** when a call was first and last tried, by `elapsed` */
  readonly #tries = new Map<string, { first: number; last: number }>();
  readonly #ending = new AbortController();
  #loop: Promise<void> | undefined;
  #wake: () => void = () => {};

  constructor(parts: WorkerParts) {
    this.#p = parts;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** A call that is recorded has ended. */
  wake(): void {
    this.#wake();
  }

  /** Resolves when nothing is under way; what was goes on with the next start. */
  async stop(): Promise<void> {
    this.#ending.abort(new Error("the gateway stops"));
    this.#wake();
    await this.#loop;
    await Promise.all(this.#underWay.values());
  }

  async #run(): Promise<void> {
    const { pollMs, concurrency } = this.#p.rules;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      try {
        await this.#begin(concurrency);
      } catch (fault) {
        this.#p.onFault("recordings", fault);
      }
      const rest = sleep(pollMs, undefined, { signal }).catch(() => undefined);
      await Promise.race([woken, rest]);
    }
  }

  /** Begins with as many as have a place. */
  async #begin(concurrency: number): Promise<void> {
    const { elapsed, rules } = this.#p;
    for (const row of await this.#p.ledger.due(LOOK)) {
      const callId = row.call_id;
      if (this.#underWay.size >= concurrency) return;
      const { last = Number.NEGATIVE_INFINITY } = this.#tries.get(callId) ?? {};
      if (this.#underWay.has(callId) || elapsed() - last < rules.pollMs) {
        continue;
      }
      const done = this.#see(row)
        .catch((fault: unknown) => this.#p.onFault("recording", fault, callId))
        .then(() => {
          this.#underWay.delete(callId);
          // Its place is free.
          this.#wake();
        });
      this.#underWay.set(callId, done);
    }
  }

  async #see(row: DueRecording): Promise<void> {
    const { ledger, spool, elapsed, onSettled } = this.#p;
    const callId = row.call_id;
    const { first = elapsed() } = this.#tries.get(callId) ?? {};
    const settlement = await this.#tried(row, first);
    this.#tries.set(callId, { first, last: elapsed() });
    if (settlement === undefined) return;
    await ledger.settle(callId, settlement);
    this.#tries.delete(callId);
    const { result } = settlement;
    onSettled({
      ...{ callId, result },
      ...(result === "fail" && { reason: settlement.reason }),
    });
    await spool.remove(callId);
    // Where none was found one may still come, and is removed later.
    if (result === "success") await ledger.unspooled(callId);
  }

  /** undefined: to be tried again. */
  async #tried(
    row: DueRecording,
    first: number,
  ): Promise<Settlement | undefined> {
    const { finisher, rules, elapsed, onFault } = this.#p;
    const callId = row.call_id;
    const { signal } = this.#ending;
    try {
      const finished = await finisher.finish(callId, signal);
      return { result: "success", ...finished };
    } catch (fault) {
      if (signal.aborted) return undefined;
      const reason = reasonOf(fault);
      // What never was to be recorded is not missing.
      if (reason === "missing" && row.bridged === 0) {
        return { result: "noRecord" };
      }
      const isFinal = fault instanceof RecordingFault && fault.isFinal;
      if (!isFinal && elapsed() - first < rules.finishTimeoutMs) {
        return undefined;
      }
      if (reason === "empty" && row.bridged === 0) {
        return { result: "noRecord" };
      }
      onFault("recording", fault, callId);
      return { result: "fail", reason };
    }
  }
}

function reasonOf(fault: unknown): FaultReason {
  if (fault instanceof RecordingFault) return fault.reason;
  const code = errorCode(fault);
  return code === "ENOSPC" || code === "EDQUOT" ? "disk_full" : "io";
}
