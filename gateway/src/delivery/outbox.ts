/** Where events for sinks are written: always in the transaction of the change they tell of, so that neither is without the other. */
import type { Transaction } from "kysely";
import type { Tables } from "../store/tables.ts";
import { sealCredential } from "./credentials.ts";
import type { Sealing, SinkCredential } from "./port.ts";
import type { DeadReason } from "./reasons.ts";
import { findSink, insertDelivery, insertSink, setDue } from "./statements.ts";

export type NewSink = {
  callId: string;
  clientId: string;
  /** one that the guard has checked */
  url: string;
  credential?: SinkCredential;
  /** sent as x-correlator with each event; else the event's id is */
  correlator?: string;
};

export type NewEvent = {
  /** the same at every attempt; unique for ever */
  id: string;
  callId: string;
  /** the finished event, as it is sent */
  body: Record<string, unknown>;
  /** what it waits for before it is sent */
  heldFor?: string;
  /** it waits no longer than that, epoch milliseconds; left out: `holdMs` from now */
  heldUntil?: number;
  /** the last one of its call: the credential is wiped behind it */
  isFinal: boolean;
};

export type OutboxOptions = {
  sealing: Sealing;
  /** how long an event waits for what it is held for */
  holdMs: number;
  now: () => number;
};

export class Outbox {
  readonly #o: OutboxOptions;

  constructor(options: OutboxOptions) {
    this.#o = options;
  }

  /** From now on this call's events are kept for this sink. */
  async addSink(
    transaction: Transaction<Tables>,
    sink: NewSink,
  ): Promise<void> {
    const { callId, clientId, credential } = sink;
    const url = new URL(sink.url);
    await insertSink(transaction, {
      call_id: callId,
      client_id: clientId,
      url: url.href,
      lane: `${clientId} ${url.hostname}:${url.port || "443"}`,
      credential:
        credential === undefined
          ? null
          : sealCredential(this.#o.sealing, credential),
      credential_kind: credential?.kind ?? null,
      expires_at:
        credential?.kind === "access_token" ? credential.expiresAt : null,
      correlator: sink.correlator ?? null,
      state: "open",
      reason: null,
      due_at: null,
      leased_by: null,
      created_at: this.#o.now(),
    });
  }

  /** Behind the call's earlier events. Does nothing for a call without a sink; a dead letter at once where the sink was stopped. */
  async enqueue(
    transaction: Transaction<Tables>,
    event: NewEvent,
  ): Promise<void> {
    const { callId } = event;
    const found = await findSink(transaction, { callId });
    const [sink] = found.rows;
    if (sink === undefined) return;
    const now = this.#o.now();
    const isOpen = sink.state === "open";
    const heldUntil =
      event.heldFor === undefined
        ? null
        : (event.heldUntil ?? now + this.#o.holdMs);
    await insertDelivery(transaction, {
      id: event.id,
      call_id: callId,
      body: JSON.stringify(event.body),
      is_final: event.isFinal ? 1 : 0,
      held_until: heldUntil,
      state: isOpen ? "queued" : "dead",
      reason: isOpen ? null : (sink.reason ?? ("closed" satisfies DeadReason)),
      tries: 0,
      created_at: now,
      settled_at: isOpen ? null : now,
    });
    if (isOpen && sink.due_at === null) {
      await setDue(transaction, { callId, at: heldUntil ?? now });
    }
  }

  /** Merges members into the `data` of the call's held events and lets them go. Does nothing where none is held any more. */
  async release(
    transaction: Transaction<Tables>,
    callId: string,
    data: Record<string, unknown>,
  ): Promise<void> {
    const queued = await transaction
      .selectFrom("deliveries")
      .select(["seq", "body", "held_until"])
      .where("call_id", "=", callId)
      .where("state", "=", "queued")
      .orderBy("seq")
      .execute();
    for (const { seq, body, held_until } of queued) {
      if (held_until === null) continue;
      await transaction
        .updateTable("deliveries")
        .set({ body: withData(body, data), held_until: null })
        .where("seq", "=", seq)
        .execute();
    }
    // Where an earlier event waits for its next attempt, that one's time stays.
    if (queued[0]?.held_until == null) return;
    await transaction
      .updateTable("sinks")
      .set({ due_at: this.#o.now() })
      .where("call_id", "=", callId)
      .where("leased_by", "is", null)
      .execute();
  }
}

function withData(body: string, data: Record<string, unknown>): string {
  const event: unknown = JSON.parse(body);
  if (!isObject(event)) return body;
  const before = "data" in event && isObject(event.data) ? event.data : {};
  return JSON.stringify({ ...event, data: { ...before, ...data } });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
