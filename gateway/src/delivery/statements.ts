/** The statements of every attempt, built once: building one costs more than running it. */
import { prepared } from "../store/prepared.ts";
import type { Delivery } from "./queue.ts";

/** One row where this worker still has the call's queue. */
export const findLease = prepared(
  (db, it: { callId: string; worker: string }) =>
    db
      .selectFrom("sinks")
      .select("call_id")
      .where("call_id", "=", it.callId)
      .where("leased_by", "=", it.worker),
);

export const insertAttempt = prepared(
  (
    db,
    it: {
      seq: number;
      at: number;
      durationMs: number;
      status: number | null;
      error: string | null;
      retryAt: number | null;
    },
  ) =>
    db.insertInto("delivery_attempts").values({
      delivery_seq: it.seq,
      at: it.at,
      duration_ms: it.durationMs,
      status: it.status,
      error: it.error,
      retry_at: it.retryAt,
    }),
);

export const settleDelivery = prepared(
  (
    db,
    it: {
      seq: number;
      state: Delivery["state"];
      reason: string | null;
      tries: number;
      at: number;
    },
  ) =>
    db
      .updateTable("deliveries")
      .set({
        state: it.state,
        reason: it.reason,
        tries: it.tries,
        settled_at: it.at,
      })
      .where("seq", "=", it.seq),
);

/** The event at the head of a call's queue. */
export const findHead = prepared((db, it: { callId: string }) =>
  db
    .selectFrom("deliveries")
    .selectAll()
    .where("call_id", "=", it.callId)
    .where("state", "=", "queued")
    .orderBy("seq")
    .limit(1),
);

/** Ends the lease of this worker. */
export const endLease = prepared(
  (db, it: { callId: string; worker: string; dueAt: number | null }) =>
    db
      .updateTable("sinks")
      .set({ leased_by: null, due_at: it.dueAt })
      .where("call_id", "=", it.callId)
      .where("leased_by", "=", it.worker),
);
