/** Sends what is due: many calls at once, each call's events one behind the other. */
import { setTimeout as sleep } from "node:timers/promises";
import { isUnavailable } from "../store/unavailable.ts";
import {
  type AttemptRules,
  judged,
  rowOf,
  settlementOf,
  type Tried,
  toldOf,
} from "./attempt.ts";
import { Due, placeOf } from "./due.ts";
import { type LaneRules, Lanes } from "./lanes.ts";
import type { DeliveryObserver } from "./port.ts";
import {
  type AttemptRow,
  type Claimed,
  type Delivery,
  type DeliveryQueue,
  LeaseLost,
  type Settlement,
} from "./queue.ts";
import { type Sender, sendInTime } from "./sender.ts";

/** Config section `delivery`. */
export type WorkerRules = LaneRules &
  AttemptRules & {
    leaseMs: number;
    pollMs: number;
    /** until an attempt is given up, with all its requests */
    attemptTimeoutMs: number;
    /** how long `stop` waits for events on their way */
    stopGraceMs: number;
  };

export type WorkerOptions = {
  queue: DeliveryQueue;
  sender: Pick<Sender, "send">;
  rules: WorkerRules;
  observer: DeliveryObserver;
  now: () => number;
  random: () => number;
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

export class DeliveryWorker {
  readonly #o: WorkerOptions;
  readonly #lanes: Lanes;
  readonly #due: Due;
  /** by call: what is on its way */
  readonly #running = new Map<string, Promise<void>>();
  #timers: NodeJS.Timeout[] = [];
  #isStopped = true;
  #isLooking = false;
  #lookAgain = false;

  constructor(options: WorkerOptions) {
    this.#o = options;
    const { queue, rules, now } = options;
    this.#lanes = new Lanes(rules);
    this.#due = new Due({
      ...{ queue, now, lanes: this.#lanes },
    });
  }

  start(): void {
    const { pollMs, leaseMs } = this.#o.rules;
    this.#isStopped = false;
    this.#timers = [
      setInterval(() => this.wake(), pollMs),
      setInterval(() => void this.#keepLeases(), leaseMs / 3),
    ];
    this.wake();
  }

  /** Told after a commit that may have written events. */
  wake(): void {
    this.#due.outdate();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isStopped) return;
    this.#lookAgain = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    // All that commit in one turn of the event loop are found by one look.
    setImmediate(() => void this.#look());
  }

  /** Nothing new is sent; resolves when what is on its way is done, or after the grace. What is not done is sent again by the next gateway. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const late = new AbortController();
    const grace = sleep(this.#o.rules.stopGraceMs, undefined, {
      signal: late.signal,
    }).catch(() => undefined);
    await Promise.race([this.#idle(), grace]);
    late.abort();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Events on their way. */
  get running(): number {
    return this.#running.size;
  }

  async #idle(): Promise<void> {
    while (this.#running.size > 0 || this.#isLooking) {
      await Promise.all(this.#running.values());
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #look(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#isStopped) {
        this.#lookAgain = false;
        while (!this.#isStopped && (await this.#takeSome())) {
          // Each round has fewer that are due.
        }
      }
    } catch (fault) {
      this.#o.onFault("delivery", fault);
    } finally {
      this.#isLooking = false;
    }
  }

  /** False where nothing more can be taken now. */
  async #takeSome(): Promise<boolean> {
    const { queue, now, rules } = this.#o;
    // A clock that was set can make a queue look due that is in hand.
    const taken = await this.#due.take((callId) => !this.#running.has(callId));
    if (taken.length === 0) return false;
    let claimed: Claimed[] = [];
    try {
      const at = now();
      const callIds = taken.map((each) => each.call_id);
      claimed = await queue.take(callIds, at, at + rules.leaseMs);
    } finally {
      const got = new Set(claimed.map(({ sink }) => sink.call_id));
      for (const each of taken) {
        if (!got.has(each.call_id)) this.#lanes.give(placeOf(each));
      }
    }
    for (const each of claimed) this.#begin(each);
    return true;
  }

  #begin(claimed: Claimed): void {
    const { sink } = claimed;
    const callId = sink.call_id;
    const run = this.#run(claimed)
      .catch((fault: unknown) => this.#lose(callId, fault))
      .finally(() => {
        this.#running.delete(callId);
        this.#lanes.give(placeOf(sink));
        if (this.#due.mayWait) this.#schedule();
      });
    this.#running.set(callId, run);
  }

  #lose(callId: string, fault: unknown): void {
    if (fault instanceof LeaseLost) return;
    this.#o.onFault("delivery", fault, callId);
  }

  async #run({ sink, head }: Claimed): Promise<void> {
    let next: Delivery | undefined = head;
    while (next !== undefined) {
      const event: Delivery = next;
      const at = this.#o.now();
      const clock = performance.now();
      const { status, verdict: said } = await sendInTime(
        this.#o.sender,
        { sink, event },
        this.#o.rules.attemptTimeoutMs,
      );
      const verdict = judged(event, said, this.#o);
      if (verdict.kind === "wait") {
        await this.#o.queue.giveBack(sink, verdict.until);
        return;
      }
      const tried: Tried = { status, verdict };
      this.#note(sink.lane, tried);
      const durationMs = Math.round(performance.now() - clock);
      const row = rowOf(tried, { at, durationMs });
      const settlement = await settlementOf(event, tried, this.#o);
      next = await this.#settle({ sink, head: event }, row, settlement);
      this.#o.observer.attempted(toldOf(event, row, settlement));
    }
  }

  #note(lane: string, { status, verdict }: Tried): void {
    if (status !== null) this.#lanes.told(lane, true);
    else if (verdict.kind === "retry") this.#lanes.told(lane, false);
  }

  /** What was sent must be written: waits while the database cannot be used. */
  async #settle(
    claimed: Claimed,
    row: AttemptRow,
    settlement: Settlement,
  ): Promise<Delivery | undefined> {
    const { queue, now, rules, onFault } = this.#o;
    for (let isFirst = true; ; isFirst = false) {
      try {
        return await queue.settle(claimed, row, settlement, {
          now: now(),
          goOn: !this.#isStopped,
        });
      } catch (fault) {
        if (!isUnavailable(fault) || this.#isStopped) throw fault;
        if (isFirst) onFault("delivery", fault, claimed.sink.call_id);
        await sleep(rules.pollMs);
      }
    }
  }

  async #keepLeases(): Promise<void> {
    if (this.#running.size === 0) return;
    const { queue, now, rules, onFault } = this.#o;
    try {
      await queue.keep([...this.#running.keys()], now() + rules.leaseMs);
    } catch (fault) {
      onFault("delivery", fault);
    }
  }
}
