import type { Transaction } from "kysely";
import type { Tables } from "../store/tables.ts";
import type { CallEvent } from "./bus.ts";
import { type Snapshot, viewOf } from "./snapshot.ts";

/** Writes one line of the event log; its number within the call is the call's version. Times are epoch milliseconds. */
export async function insertEvent(
  transaction: Transaction<Tables>,
  snapshot: Snapshot,
  event: { type: string; occurredAt: number; recordedAt: number },
): Promise<CallEvent> {
  const { call } = snapshot;
  const view = viewOf(snapshot);
  const { seq } = await transaction
    .insertInto("call_events")
    .values({
      call_id: call.id,
      workspace_id: call.workspace_id,
      user_id: call.user_id,
      call_seq: call.version,
      type: event.type,
      occurred_at: event.occurredAt,
      recorded_at: event.recordedAt,
      body: JSON.stringify(view),
    })
    .returning("seq")
    .executeTakeFirstOrThrow();
  return {
    seq,
    type: event.type,
    workspaceId: call.workspace_id,
    userId: call.user_id,
    clientId: call.client_id,
    via: call.placed_via,
    call: view,
  };
}
