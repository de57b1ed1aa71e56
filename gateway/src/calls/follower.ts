import type { Transaction } from "kysely";
import type { Tables } from "../store/tables.ts";
import type { Snapshot } from "./snapshot.ts";

/** The transaction of a change, to those who write in it. */
export type CallTransaction = Transaction<Tables>;

/** Writes what follows from a change of a call, in the change's own transaction: all or nothing. */
export interface CallFollower {
  /** `before` is undefined for a call that is new; `at` is when it happened, epoch milliseconds. */
  follow(
    transaction: CallTransaction,
    before: Snapshot | undefined,
    after: Snapshot,
    at: number,
  ): Promise<void>;
}
