import type { Kysely } from "kysely";
import { prepared } from "../store/prepared.ts";
import type { Tables } from "../store/tables.ts";
import { DomainError } from "./errors.ts";
import type { CallRow } from "./snapshot.ts";

type Pair = Pick<CallRow, "workspace_id" | "caller_number" | "callee_number">;

/** What tells whether a call is a second one of its pair. */
export type PairCall = Pair & Pick<CallRow, "client_id">;

const liveOfPair = prepared((db, pair: Pair) =>
  db
    .selectFrom("calls")
    .select("client_id")
    .where("workspace_id", "=", pair.workspace_id)
    .where("caller_number", "=", pair.caller_number)
    .where("callee_number", "=", pair.callee_number)
    .where("state", "!=", "ended")
    .where("client_id", "is not", null),
);

type Allowed = { clientId: string; atOnce: number };

const liveBeyond = prepared((db, { clientId, atOnce }: Allowed) =>
  db
    .selectFrom("calls")
    .select("id")
    .where("client_id", "=", clientId)
    .where("state", "!=", "ended")
    .limit(1)
    .offset(atOnce),
);

type Rung = { id: string; user_id: string; terminal_id: string };

const ringingElsewhere = prepared((db, { id, user_id, terminal_id }: Rung) =>
  db
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
    ),
);

/** A second click. Throws DomainError `phone_ringing` where the terminal is being rung for another call. */
export async function refuseWhileRinging(
  db: Kysely<Tables>,
  { id, client_id, user_id, terminal_id }: CallRow,
): Promise<void> {
  // A program means each of its calls: what it may not do twice is `refuseSecondOfPair`.
  if (client_id !== null || user_id === null || terminal_id === null) return;
  const { rows } = await ringingElsewhere(db, { id, user_id, terminal_id });
  if (rows.length === 0) return;
  throw new DomainError(
    "conflict",
    "phone_ringing",
    "phone is ringing already",
  );
}

/** A program's second order. Throws DomainError `call_exists` while there is a live call of a program between the same numbers. */
export async function refuseSecondOfPair(
  db: Kysely<Tables>,
  { workspace_id, client_id, caller_number, callee_number }: PairCall,
): Promise<void> {
  if (client_id === null) return;
  const pair = { workspace_id, caller_number, callee_number };
  const { rows } = await liveOfPair(db, pair);
  if (rows.length > 0) throw callExists();
}

/** As `refuseSecondOfPair`, but of this program's own calls alone: for an order that rings nobody, which must not tell of another's. */
export async function refuseOwnSecondOfPair(
  db: Kysely<Tables>,
  { workspace_id, client_id, caller_number, callee_number }: PairCall,
): Promise<void> {
  const pair = { workspace_id, caller_number, callee_number };
  const { rows } = await liveOfPair(db, pair);
  if (rows.some((live) => live.client_id === client_id)) throw callExists();
}

function callExists(): DomainError {
  return new DomainError(
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
  const { rows } = await liveBeyond(db, { clientId, atOnce });
  if (rows.length === 0) return;
  throw new DomainError(
    "rate",
    "too_many_calls_at_once",
    "too many calls at once",
  );
}
