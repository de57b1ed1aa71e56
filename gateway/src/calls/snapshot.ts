import type { LegRole } from "@ringback/shared/call/states.ts";
import type { CallView } from "@ringback/shared/call/view.ts";
import type { CallLegsTable, CallsTable } from "../store/tables.ts";

export type CallRow = CallsTable;
export type LegRow = CallLegsTable;

/** A call with its legs, as stored. Never changed in place. */
export type Snapshot = {
  readonly call: Readonly<CallRow>;
  readonly legs: readonly Readonly<LegRow>[];
};

export function legOf(
  snapshot: Snapshot,
  role: LegRole,
): Readonly<LegRow> | undefined {
  return snapshot.legs.find((leg) => leg.role === role);
}

/** The call as its own user sees it: of a masked one, the number their phone shows. */
export function viewOf({ call, legs }: Snapshot): CallView {
  const mask = call.masked === 1 ? (call.shown_to_a ?? "") : undefined;
  return {
    callId: call.id,
    iden: call.iden,
    state: call.state,
    substate: call.substate,
    outcome: call.outcome,
    endReason: call.end_reason,
    endedBy: call.state === "ended" ? call.ended_by : null,
    cause: call.q850,
    destination: mask ?? call.destination,
    destinationE164: mask ?? call.destination_e164,
    legs: legs.map((leg) => ({
      role: leg.role,
      state: leg.state,
      ringingAt: iso(leg.ringing_at),
      answeredAt: iso(leg.answered_at),
      endedAt: iso(leg.ended_at),
      cause: leg.q850,
    })),
    createdAt: new Date(call.created_at).toISOString(),
    answeredAt: iso(call.answered_at),
    endedAt: iso(call.ended_at),
    endedAtApproximate: call.approximate === 1,
  };
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
