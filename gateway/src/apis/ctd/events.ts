import {
  type CallStatusChangedEvent,
  EVENT_TYPE,
} from "@ringback/shared/ctd/schema.ts";
import type { CallFollower, CallTransaction } from "../../calls/follower.ts";
import type { Snapshot } from "../../calls/snapshot.ts";
import { durationOf, endingOf, eventStateOf } from "./projection.ts";

/** Takes events in the transaction of the change they tell of; those of a call without a sink are dropped. */
export type EventOutbox = {
  enqueue: (
    transaction: CallTransaction,
    event: {
      id: string;
      callId: string;
      body: Record<string, unknown>;
      heldFor?: "recording";
      isFinal: boolean;
    },
  ) => Promise<void>;
};

/** One event for each state a program's call comes into (ctd.md §1.7). */
export class StatusEvents implements CallFollower {
  readonly #outbox: EventOutbox;
  readonly #source: string;
  readonly #holdsForRecording: boolean;
  readonly #now: () => number;

  /** `source`: absolute URI, the same for all events. `holdsForRecording`: somebody lets go the last event of a recorded call. */
  constructor(
    outbox: EventOutbox,
    {
      source,
      holdsForRecording,
      now,
    }: { source: string; holdsForRecording: boolean; now: () => number },
  ) {
    this.#outbox = outbox;
    this.#source = source;
    this.#holdsForRecording = holdsForRecording;
    this.#now = now;
  }

  async follow(
    transaction: CallTransaction,
    before: Snapshot | undefined,
    after: Snapshot,
    at: number,
  ): Promise<void> {
    if (after.call.client_id === null) return;
    const event = statusChanged(before, after, {
      at,
      time: this.#now(),
      source: this.#source,
    });
    if (event === undefined) return;
    const { id: callId, state, recording } = after.call;
    const isFinal = state === "ended";
    const isHeld = isFinal && recording === 1 && this.#holdsForRecording;
    await this.#outbox.enqueue(transaction, {
      ...{ id: event.id, callId, body: event, isFinal },
      ...(isHeld && { heldFor: "recording" as const }),
    });
  }
}

/** undefined where the change is none that the API has a word for. Times are epoch milliseconds. */
export function statusChanged(
  before: Snapshot | undefined,
  after: Snapshot,
  told: { at: number; time: number; source: string },
): CallStatusChangedEvent | undefined {
  const { call } = after;
  const state = eventStateOf(after);
  if (state === undefined) return undefined;
  if (before !== undefined && eventStateOf(before) === state) return undefined;
  const isOver = call.state === "ended";
  return {
    // The version makes it unique; the same change never has another one.
    id: `${call.id}.${call.version}`,
    source: told.source,
    specversion: "1.0",
    type: EVENT_TYPE,
    time: new Date(told.time).toISOString(),
    datacontenttype: "application/json",
    subject: `/calls/${call.id}`,
    data: {
      callId: call.id,
      caller: call.caller_number ?? "",
      callee: call.callee_number ?? "",
      status: isOver ? endingOf(after) : { state },
      timestamp: new Date(told.at).toISOString(),
      ...(state === "disconnected" && { callDuration: durationOf(after) }),
      // As long as nobody says otherwise.
      ...(isOver && call.recording === 1 && { recordingResult: "fail" }),
    },
  };
}
