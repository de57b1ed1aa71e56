import type { Move } from "../pbx/port.ts";
import type { CallBus } from "./bus.ts";
import type { DeadlineLimits } from "./deadline.ts";
import { DomainError } from "./errors.ts";
import { advance, lastTime } from "./machine.ts";
import { Patience } from "./patience.ts";
import { KeyedQueue } from "./queue.ts";
import type { CallRow, Snapshot } from "./snapshot.ts";
import type { Alongside, CallStore } from "./store.ts";

export type WriterOptions = {
  store: CallStore;
  bus: CallBus;
  deadlines: DeadlineLimits;
  now: () => number;
  /** for what has no caller to tell */
  onFault: (what: string, fault: unknown) => void;
};

/** The one writer of calls: one queue per call, one transaction per change, told to the bus only after the commit. */
export class CallWriter {
  readonly #o: WriterOptions;
  readonly #queue = new KeyedQueue();
  readonly #patience: Patience;

  constructor(options: WriterOptions) {
    this.#o = options;
    this.#patience = new Patience((fault) =>
      options.onFault("database", fault),
    );
  }

  /** Runs work that must not overlap with any other work on this call. Only inside it may the methods below be called. */
  async exclusively<T>(callId: string, work: () => Promise<T>): Promise<T> {
    return await this.#queue.run(callId, work);
  }

  /** For what happened at the PBX and is told once: waits until the database can be used. */
  async patiently(work: () => Promise<void>): Promise<void> {
    await this.#patience.run(work);
  }

  /** No more patience: what cannot be written now is given up, and the PBX is asked after a restart. */
  hurry(): void {
    this.#patience.end();
  }

  /** Throws as the store's `create`; then nothing is written. */
  async create(call: CallRow, alongside?: Alongside): Promise<void> {
    this.#o.bus.publish(await this.#o.store.create(call, alongside));
  }

  /** Gives a call that is only `created` to another PBX. */
  async assign(callId: string, pbx: string): Promise<void> {
    await this.#o.store.assign(callId, pbx);
  }

  /** Throws DomainError `call_not_found`. */
  async need(callId: string): Promise<Snapshot> {
    const snapshot = await this.#o.store.find(callId);
    if (snapshot !== undefined) return snapshot;
    throw new DomainError(
      "not_found",
      "call_not_found",
      "there is no such call",
    );
  }

  /** Applies a move; late and repeated ones change nothing. */
  async move(callId: string, told: Move): Promise<void> {
    const before = await this.need(callId);
    const move = { ...told, at: inOrder(told.at, lastTime(before)) };
    const next = advance(before, move, this.#o.deadlines);
    if (next !== undefined) await this.#write(before, next, move.at);
  }

  /** Marks that the end was ordered, and by whom: the PBX's own story does not know it. */
  async markEnding(before: Snapshot, by: "user" | "gateway"): Promise<void> {
    const at = this.#o.now();
    const next = advance(before, { at, state: "ending" }, this.#o.deadlines);
    if (next === undefined) return;
    const call = { ...next.call, ended_by: before.call.ended_by ?? by };
    await this.#write(before, { ...next, call }, at);
  }

  /** Marks that the PBX has taken that order. */
  async markHangupTold(callId: string): Promise<void> {
    await this.#o.store.markHangupTold(callId);
  }

  /** Calls with work under way or waiting. */
  get queued(): number {
    return this.#queue.size;
  }

  /** Resolves when all queued work is done. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  async #write(before: Snapshot, next: Snapshot, at: number): Promise<void> {
    this.#o.bus.publish(await this.#o.store.replace(before, next, at));
  }
}

/** The PBX's records are by whole seconds, and so are the lengths of talks taken from them. */
const RECORDS_MS = 2_000;

/** Nothing happens before what happened already; but what is further back was told by a clock that was set. */
function inOrder(at: number, last: number): number {
  return last - at <= RECORDS_MS ? Math.max(at, last) : at;
}
