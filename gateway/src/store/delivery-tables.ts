/** Events on their way to sinks. Times are epoch milliseconds, booleans 0/1. */
import type { Generated } from "kysely";

/** One row for each call whose events are wanted: where they go, and when the next look at its queue is due. */
export type SinksTable = {
  call_id: string;
  client_id: string;
  url: string;
  /** client and host with port: what shares a limit of requests at once */
  lane: string;
  /** sealed; null: none, or it has done its work */
  credential: string | null;
  credential_kind: "access_token" | "private_key_jwt" | null;
  /** nothing is sent from then on */
  expires_at: number | null;
  /** sent as x-correlator */
  correlator: string | null;
  state: "open" | "closed" | "stopped";
  /** why it was stopped */
  reason: string | null;
  /** null: nothing waits. While a worker has the lease: when that ends */
  due_at: number | null;
  leased_by: string | null;
  created_at: number;
};

/** One event. They leave in the order of `seq` within a call. */
export type DeliveriesTable = {
  seq: Generated<number>;
  /** of the event, the same at every attempt */
  id: string;
  call_id: string;
  /** JSON as it is sent */
  body: string;
  is_final: number;
  /** not sent before, unless it is released */
  held_until: number | null;
  state: "queued" | "delivered" | "dead";
  /** why it is dead */
  reason: string | null;
  /** attempts since it was queued: its place in the schedule */
  tries: number;
  created_at: number;
  settled_at: number | null;
};

export type DeliveryAttemptsTable = {
  id: Generated<number>;
  delivery_seq: number;
  at: number;
  duration_ms: number;
  /** of the answer; null: there was none */
  status: number | null;
  /** why it did not succeed, such as `E_TIMEOUT` or `http_503` */
  error: string | null;
  /** when the next attempt is due */
  retry_at: number | null;
};
