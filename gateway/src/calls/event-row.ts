import type { Insertable, Transaction } from "kysely";
import { prepared } from "../store/prepared.ts";
import type { Tables } from "../store/tables.ts";
import type { CallEvent } from "./bus.ts";
import { type Snapshot, viewOf } from "./snapshot.ts";

const insertRow = prepared((db, row: Insertable<Tables["call_events"]>) =>
  db.insertInto("call_events").values(row).returning("seq"),
);

/** Writes one line of the event log; its number within the call is the call's version. Times are epoch milliseconds. */
export async function insertEvent(
  transaction: Transaction<Tables>,
  snapshot: Snapshot,
  event: { type: string; occurredAt: number; recordedAt: number },
): Promise<CallEvent> {
  const { call } = snapshot;
  const view = viewOf(snapshot);
  const { rows } = await insertRow(transaction, {
    call_id: call.id,
    workspace_id: call.workspace_id,
    user_id: call.user_id,
    call_seq: call.version,
    type: event.type,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    body: JSON.stringify(view),
  });
  const [row] = rows;
  if (row === undefined) throw new Error("an event without a number");
  return {
    seq: row.seq,
    type: event.type,
    workspaceId: call.workspace_id,
    userId: call.user_id,
    clientId: call.client_id,
    via: call.placed_via,
    call: view,
  };
}
