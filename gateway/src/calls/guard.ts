import {
  type BelievedCall,
  type Move,
  type Pbx,
  PbxError,
} from "../pbx/port.ts";
import { type DeadlineLimits, deadlineAnew, lastMoment } from "./deadline.ts";
import { configured, hangUp } from "./hang-up.ts";
import { isLive } from "./machine.ts";
import { KeyedQueue } from "./queue.ts";
import type { CallRow, Snapshot } from "./snapshot.ts";
import type { CallStore } from "./store.ts";
import type { CallWriter } from "./writer.ts";

export type GuardOptions = {
  store: CallStore;
  writer: CallWriter;
  pbxs: ReadonlyMap<string, Pbx>;
  deadlines: DeadlineLimits;
  now: () => number;
  /** milliseconds of a clock that nobody sets */
  elapsed: () => number;
  /** for what has no caller to tell */
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

/** A clock that somebody set is no passing of time; slewing stays below this. */
const CLOCK_SET_MS = 2_000;

/** Keeps every call true to the PBX: applies its moves, reconciles after a gap, looks after passed deadlines. */
export class CallGuard {
  readonly #o: GuardOptions;
  /** by iden, so that moves keep their order while the call's id is looked up */
  readonly #moves = new KeyedQueue();
  /** PBXs that came up and whose calls have not all been asked after since */
  readonly #unasked = new Set<Pbx>();
  #clockOffset: number;

  constructor(options: GuardOptions) {
    this.#o = options;
    this.#clockOffset = options.now() - options.elapsed();
    for (const pbx of options.pbxs.values()) {
      pbx.onMove((iden, move) => this.#moved(iden, move));
      pbx.onUp(() => {
        this.#unasked.add(pbx);
        void this.#askAll();
      });
    }
  }

  /**
   * Once at a start, before any sweep: how long nobody looked is told by a clock that may have been set meanwhile, so every
   * state has its full time anew. The PBX keeps the limits of ringing and talking in any case.
   */
  async begin(): Promise<void> {
    const { store, now, deadlines } = this.#o;
    for (const each of await store.live()) {
      const anew = deadlineAnew(each, now(), deadlines);
      if (anew !== null) await store.postpone(each.call.id, anew);
    }
  }

  /** Looks at every call whose deadline has passed. */
  async sweep(): Promise<void> {
    await this.#askAll();
    // One look at the clock for both: set in between, it would make deadlines pass that nobody has moved yet.
    const at = this.#o.now();
    await this.#followClock(at);
    for (const callId of await this.#o.store.overdue(at)) {
      await this.#overdue(callId).catch((fault: unknown) =>
        this.#o.onFault("deadline", fault, callId),
      );
    }
  }

  /** Calls with moves that are not written yet. */
  get queued(): number {
    return this.#moves.size;
  }

  /** Resolves when all moves told so far are written. */
  async idle(): Promise<void> {
    await this.#moves.idle();
  }

  /** As `idle`, but what cannot be written now is given up: the PBX is asked after a restart. */
  async stop(): Promise<void> {
    this.#o.writer.hurry();
    await this.idle();
  }

  #moved(iden: string, move: Move): void {
    this.#moves
      .run(iden, () =>
        this.#o.writer.patiently(async () => {
          const callId = await this.#o.store.idOf(iden);
          if (callId !== undefined) await this.#apply(callId, move);
        }),
      )
      .catch((fault: unknown) => this.#o.onFault("move", fault, iden));
  }

  async #apply(callId: string, move: Move): Promise<void> {
    const { writer } = this.#o;
    await writer.exclusively(callId, () => writer.move(callId, move));
  }

  /** Until it has worked: a PBX too busy to answer, or a database that cannot be read, must not leave calls unwatched. */
  async #askAll(): Promise<void> {
    for (const pbx of [...this.#unasked]) {
      if (pbx.health().state !== "up") continue;
      this.#unasked.delete(pbx);
      try {
        await this.#reconcileAll(pbx);
      } catch (fault) {
        this.#unasked.add(pbx);
        this.#o.onFault("reconcile", fault);
      }
    }
  }

  /** Deadlines move with a clock that was set, or people would be cut off, or calls stay for ever. */
  async #followClock(at: number): Promise<void> {
    const { store, elapsed } = this.#o;
    const offset = at - elapsed();
    const jump = Math.round(offset - this.#clockOffset);
    if (Math.abs(jump) < CLOCK_SET_MS) return;
    await store.shiftDeadlines(jump);
    this.#clockOffset = offset;
  }

  async #reconcileAll(pbx: Pbx): Promise<void> {
    const own: Snapshot[] = [];
    for (const { call } of await this.#o.store.live()) {
      if (call.pbx !== pbx.name) continue;
      const settled = await this.#settled(call.id);
      if (settled !== undefined) own.push(settled);
    }
    if (own.length > 0) await pbx.reconcile(own.map(believed));
    for (const { call } of own) {
      // Whoever ordered it was told that it ends: the order may have got lost with the connection, or with a gateway.
      if (call.state === "ending") await hangUp(call, this.#o);
    }
  }

  /** Asks the PBX first: a deadline is a reason to look, not a proof that nobody talks. */
  async #overdue(callId: string): Promise<void> {
    const { store, now, pbxs } = this.#o;
    const before = await this.#settled(callId);
    if (before === undefined || !isPast(before, now())) return;
    const { pbx: name, iden } = before.call;
    try {
      const pbx = configured(name, pbxs);
      // Nobody is hung up at first sight: what the PBX was just passing through then is not there at the second.
      for (let look = 0; look < 2; look++) {
        await pbx.reconcile([believed(before)]);
        await this.#moves.run(iden, () => Promise.resolve());
        const after = await store.find(callId);
        if (after === undefined || !isPast(after, now())) return;
      }
      await this.#endNow(before.call);
    } catch (fault) {
      if (!(fault instanceof PbxError)) throw fault;
      await this.#cannotAsk(before, fault);
    }
  }

  /** The live call as it is once nobody works on it: what is just being placed would look as if it were gone. */
  async #settled(callId: string): Promise<Snapshot | undefined> {
    const { store, writer } = this.#o;
    const found = await writer.exclusively(callId, () => store.find(callId));
    return found !== undefined && isLive(found.call.state) ? found : undefined;
  }

  async #endNow(call: CallRow): Promise<void> {
    const { writer } = this.#o;
    await writer.exclusively(call.id, async () => {
      await writer.markEnding(await writer.need(call.id), "gateway");
      await this.#postpone(call.id);
    });
    await hangUp(call, this.#o);
  }

  async #cannotAsk(before: Snapshot, fault: PbxError): Promise<void> {
    const { now, deadlines, onFault } = this.#o;
    if (now() < lastMoment(before, deadlines)) {
      await this.#postpone(before.call.id);
      return;
    }
    onFault("given up", fault, before.call.id);
    await this.#apply(before.call.id, {
      at: now(),
      end: {
        outcome: before.call.answered_at === null ? "failed" : "completed",
        reason: "resync",
        by: "gateway",
        approximate: true,
      },
    });
  }

  async #postpone(callId: string): Promise<void> {
    const { store, now, deadlines } = this.#o;
    await store.postpone(callId, now() + deadlines.endingDeadlineMs);
  }
}

function isPast({ call }: Snapshot, now: number): boolean {
  return call.deadline_at !== null && call.deadline_at <= now;
}

function believed({ call, legs }: Snapshot): BelievedCall {
  return {
    iden: call.iden,
    endpoint: call.endpoint,
    state: call.state,
    answered: call.answered_at !== null,
    legs: legs.map((leg) => ({ role: leg.role, state: leg.state })),
    createdAt: call.created_at,
  };
}
