import { LEG_ROLES } from "@ringback/shared/call/states.ts";
import { legOf, type Snapshot } from "./snapshot.ts";

/** The event log's word for a change: the state where it moved, else the substate, else the leg (`a_ringing`). */
export function eventType(before: Snapshot, next: Snapshot): string {
  if (next.call.state !== before.call.state) return next.call.state;
  if (next.call.substate !== before.call.substate) {
    return next.call.substate === "none" ? "resumed" : next.call.substate;
  }
  const role = LEG_ROLES.find(
    (each) => legOf(next, each)?.state !== legOf(before, each)?.state,
  );
  return role === undefined
    ? "updated"
    : `${role}_${legOf(next, role)?.state ?? "updated"}`;
}
