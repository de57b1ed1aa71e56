/** What becomes of events that were tried: many of them in one go. */
import type { Transaction } from "kysely";
import type { Tables } from "../store/tables.ts";
import type { AttemptRow, Claimed, Delivery, Settlement } from "./queue.ts";
import {
  type Attempted,
  type Behind,
  closeFinished,
  closeSinks,
  type Ended,
  endLeases,
  findLeases,
  findNext,
  insertAttempts,
  type Tried,
  updateTried,
} from "./statements.ts";

export type Settled = {
  claimed: Claimed;
  attempt: AttemptRow;
  settlement: Settlement;
  now: number;
  /** whether the next event of the call may leave at once */
  goOn: boolean;
};

export type Outcome =
  /** `next`: the call's next event, where it leaves at once */
  | { kind: "settled"; next?: Delivery }
  /** the lease had ended, and nothing was written */
  | { kind: "lost" }
  | { kind: "failed"; fault: unknown };

/** Writes attempts and what becomes of the events. A lease goes on where there is a next event; else it ends. */
export async function settleAll(
  transaction: Transaction<Tables>,
  worker: string,
  all: readonly Settled[],
): Promise<Outcome[]> {
  const leases = await findLeases(transaction, {
    list: JSON.stringify(all.map(callOf)),
    worker,
  });
  const held = new Set(leases.rows.map(({ call_id }) => call_id));
  const ours = all.filter((each) => held.has(callOf(each)));
  await insertAttempts(transaction, {
    list: JSON.stringify(ours.map(attempted)),
  });
  const tried = ours.map(triedOf);
  await updateTried(transaction, { list: JSON.stringify(tried) });
  for (const each of ours) await stop(transaction, each);
  const heads = await nextOf(transaction, ours.filter(isDone));
  await endLeasesOf(transaction, worker, ours, heads);
  return all.map((each) => {
    const next = heads.get(callOf(each));
    if (!held.has(callOf(each))) return { kind: "lost" };
    return next !== undefined && leavesNow(each, next)
      ? { kind: "settled", next }
      : { kind: "settled" };
  });
}

/** By call: the event at the head of its queue, as far as it lies behind that one. */
export async function headsOf(
  transaction: Transaction<Tables>,
  behind: readonly Behind[],
): Promise<Map<string, Delivery>> {
  if (behind.length === 0) return new Map();
  const list = JSON.stringify(behind);
  const { rows } = await findNext(transaction, { list });
  return new Map(rows.map((row) => [row.call_id, row]));
}

/** By call: what comes behind the event that was tried. A queue that is empty for good is closed. */
async function nextOf(
  transaction: Transaction<Tables>,
  all: readonly Settled[],
): Promise<Map<string, Delivery>> {
  const behind = all
    .map(({ claimed }) => claimed.head)
    .filter(({ is_final }) => is_final === 0)
    .map(({ call_id: callId, seq }) => ({ callId, seq }));
  const next = await headsOf(transaction, behind);
  const drained = all.map(callOf).filter((callId) => !next.has(callId));
  if (drained.length === 0) return next;
  const list = JSON.stringify(drained);
  const { rows } = await closeFinished(transaction, { list });
  const closed = new Set(rows.map(({ call_id }) => call_id));
  // One that was replayed meanwhile waits before the event that was tried.
  const open = drained.filter((callId) => !closed.has(callId));
  const whole = open.map((callId) => ({ callId, seq: 0 }));
  return new Map([...next, ...(await headsOf(transaction, whole))]);
}

function callOf({ claimed }: Settled): string {
  return claimed.sink.call_id;
}

function attempted({ claimed, attempt, settlement }: Settled): Attempted {
  return {
    ...attempt,
    seq: claimed.head.seq,
    retryAt: settlement.kind === "retry" ? settlement.at : null,
  };
}

function triedOf({ claimed: { head }, settlement, now }: Settled): Tried {
  const { seq } = head;
  const tries = head.tries + 1;
  if (settlement.kind === "retry") {
    return { seq, state: "queued", reason: null, tries, settledAt: null };
  }
  const isDelivered = settlement.kind === "delivered";
  return {
    ...{ seq, tries, settledAt: now },
    state: isDelivered ? "delivered" : "dead",
    reason: isDelivered ? null : settlement.reason,
  };
}

/** What waits behind the event is dead with it. */
async function stop(
  transaction: Transaction<Tables>,
  { claimed: { sink }, settlement, now }: Settled,
): Promise<void> {
  if (settlement.kind !== "stop") return;
  const { reason } = settlement;
  await closeSinks(transaction, { list: JSON.stringify([sink.call_id]) });
  await transaction
    .updateTable("sinks")
    .set({ state: "stopped", reason })
    .where("call_id", "=", sink.call_id)
    .execute();
  await transaction
    .updateTable("deliveries")
    .set({ state: "dead", reason, settled_at: now })
    .where("call_id", "=", sink.call_id)
    .where("state", "=", "queued")
    .execute();
}

function isDone({ settlement }: Settled): boolean {
  return settlement.kind === "delivered" || settlement.kind === "dead";
}

function leavesNow(settled: Settled, next: Delivery): boolean {
  return isDone(settled) && settled.goOn && next.held_until === null;
}

/** Of all whose next event does not leave now; what is closed has none any more. */
async function endLeasesOf(
  transaction: Transaction<Tables>,
  worker: string,
  all: readonly Settled[],
  heads: ReadonlyMap<string, Delivery>,
): Promise<void> {
  const ended: Ended[] = [];
  for (const each of all) {
    const callId = callOf(each);
    const next = heads.get(callId);
    const { settlement, now } = each;
    if (settlement.kind === "stop") continue;
    if (settlement.kind === "retry")
      ended.push({ callId, dueAt: settlement.at });
    else if (next === undefined) ended.push({ callId, dueAt: null });
    else if (!leavesNow(each, next))
      ended.push({ callId, dueAt: next.held_until ?? now });
  }
  if (ended.length === 0) return;
  await endLeases(transaction, { list: JSON.stringify(ended), worker });
}
