import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.ts";
import { DomainError } from "./errors.ts";
import type { CallRow } from "./snapshot.ts";

/** Throws DomainError `phone_ringing` where the terminal is being rung for another call. */
export async function refuseWhileRinging(
  db: Kysely<Tables>,
  { id, user_id, terminal_id }: CallRow,
): Promise<void> {
  const ringing = await db
    .selectFrom("calls")
    .select("id")
    // These two, so that the index of live calls is used: the log only grows.
    .where("user_id", "=", user_id)
    .where("state", "!=", "ended")
    .where("terminal_id", "=", terminal_id)
    .where("id", "!=", id)
    .where("state", "in", ["created", "alerting_a"])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("call_legs")
            .select("role")
            .whereRef("call_id", "=", "calls.id")
            .where("role", "=", "a")
            .where("answered_at", "is not", null),
        ),
      ),
    )
    .executeTakeFirst();
  if (ringing === undefined) return;
  throw new DomainError(
    "conflict",
    "phone_ringing",
    "phone is ringing already",
  );
}
