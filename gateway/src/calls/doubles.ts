import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.ts";
import { DomainError } from "./errors.ts";
import type { CallRow } from "./snapshot.ts";

/** A second click. Throws DomainError `phone_ringing` where the terminal is being rung for another call. */
export async function refuseWhileRinging(
  db: Kysely<Tables>,
  { id, client_id, user_id, terminal_id }: CallRow,
): Promise<void> {
  // A program means each of its calls: what it may not do twice is `refuseSecondOfPair`.
  if (client_id !== null || user_id === null || terminal_id === null) return;
  if (!(await isRinging(db, id, user_id, terminal_id))) return;
  throw new DomainError(
    "conflict",
    "phone_ringing",
    "phone is ringing already",
  );
}

/** A program's second order. Throws DomainError `call_exists` while there is a live call of a program between the same numbers. */
export async function refuseSecondOfPair(
  db: Kysely<Tables>,
  { workspace_id, client_id, caller_number, callee_number }: CallRow,
): Promise<void> {
  if (client_id === null) return;
  const live = await db
    .selectFrom("calls")
    .select("id")
    .where("workspace_id", "=", workspace_id)
    .where("caller_number", "=", caller_number)
    .where("callee_number", "=", callee_number)
    .where("state", "!=", "ended")
    .where("client_id", "is not", null)
    .executeTakeFirst();
  if (live === undefined) return;
  throw new DomainError(
    "conflict",
    "call_exists",
    "there is a call between these numbers already",
  );
}

/** For a call just inserted. Throws DomainError `too_many_calls_at_once` where more than so many of the client are live. */
export async function refuseBeyond(
  db: Kysely<Tables>,
  clientId: string,
  atOnce: number,
): Promise<void> {
  const { live } = await db
    .selectFrom("calls")
    .select(({ fn }) => fn.countAll<number>().as("live"))
    .where("client_id", "=", clientId)
    .where("state", "!=", "ended")
    .executeTakeFirstOrThrow();
  if (live <= atOnce) return;
  throw new DomainError(
    "rate",
    "too_many_calls_at_once",
    "too many calls at once",
  );
}

/** Whether another call rings this terminal now. */
async function isRinging(
  db: Kysely<Tables>,
  callId: string,
  userId: string,
  terminalId: string,
): Promise<boolean> {
  const ringing = await db
    .selectFrom("calls")
    .select("id")
    // These two, so that the index of live calls is used: the log only grows.
    .where("user_id", "=", userId)
    .where("state", "!=", "ended")
    .where("terminal_id", "=", terminalId)
    .where("id", "!=", callId)
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
  return ringing !== undefined;
}
