/** The rows of recordings, from the end of their call to their removal. */
import type { Selectable } from "kysely";
import type { Database } from "../store/database.ts";
import type { RecordingsTable } from "../store/recording-tables.ts";
import type { Finished } from "./finisher.ts";
import type { FaultReason, HeldEvents } from "./port.ts";
import { endRemoval } from "./removal.ts";

export type DueRecording = Pick<
  Selectable<RecordingsTable>,
  "call_id" | "bridged"
>;

export type Settlement =
  | ({ result: "success" } & Finished)
  | { result: "noRecord" }
  | { result: "fail"; reason: FaultReason };

/** A recording that can be fetched. */
export type ReadyRecording = {
  file: string;
  contentType: "audio/wav" | "audio/mpeg";
  bytes: number;
  sha256: string;
  /** epoch milliseconds */
  settledAt: number;
};

const OVER: RecordingsTable["state"][] = [
  "success",
  "noRecord",
  "fail",
  "removed",
];

export class Ledger {
  readonly #db: Database;
  readonly #held: HeldEvents;
  readonly #now: () => number;

  constructor(db: Database, held: HeldEvents, now: () => number) {
    this.#db = db;
    this.#held = held;
    this.#now = now;
  }

  /** Calls that are over and whose file is to be seen to, the longest over first. */
  async due(limit: number): Promise<DueRecording[]> {
    return await this.#db
      .selectFrom("recordings")
      .select(["call_id", "bridged"])
      .where("state", "=", "due")
      .orderBy("ended_at")
      .limit(limit)
      .execute();
  }

  /** Result and the call's last event in one: who hears of a recording can fetch it. */
  async settle(callId: string, settlement: Settlement): Promise<void> {
    const { result } = settlement;
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable("recordings")
        .set({
          state: result,
          settled_at: this.#now(),
          ...(result === "fail" && { reason: settlement.reason }),
          ...(result === "success" && {
            file: settlement.file,
            content_type: settlement.contentType,
            bytes: settlement.bytes,
            sha256: settlement.sha256,
            duration_ms: settlement.durationMs,
          }),
        })
        .where("call_id", "=", callId)
        .where("state", "=", "due")
        .execute();
      await this.#held.release(transaction, callId, {
        recordingResult: result,
      });
    });
  }

  /** Settled ones that may still lie in the spool; without those that failed or were removed and were settled since that moment, epoch milliseconds. */
  async spooled(since: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("recordings")
      .select("call_id")
      .where("spooled", "=", 1)
      .where("state", "in", OVER)
      .where(({ eb, or }) =>
        or([eb("state", "=", "success"), eb("settled_at", "<", since)]),
      )
      .limit(limit)
      .execute();
    return rows.map(({ call_id }) => call_id);
  }

  async unspooled(callId: string): Promise<void> {
    await this.#db
      .updateTable("recordings")
      .set({ spooled: 0 })
      .where("call_id", "=", callId)
      .execute();
  }

  async ready(callId: string): Promise<ReadyRecording | undefined> {
    const row = await this.#db
      .selectFrom("recordings")
      .select(["file", "content_type", "bytes", "sha256", "settled_at"])
      .where("call_id", "=", callId)
      .where("state", "=", "success")
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { file, content_type: contentType, bytes, sha256 } = row;
    if (file === null || contentType === null) return undefined;
    return {
      ...{ file, contentType, bytes: bytes ?? 0, sha256: sha256 ?? "" },
      settledAt: row.settled_at ?? 0,
    };
  }

  /** Settled ones of calls that ended before that moment, epoch milliseconds. */
  async endedBefore(moment: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("recordings")
      .select("call_id")
      .where("state", "in", OVER)
      .where("ended_at", "<", moment)
      .limit(limit)
      .execute();
    return rows.map(({ call_id }) => call_id);
  }

  /** From now on the time is counted for which it is known who fetched it. */
  async forget(callId: string): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom("recordings")
        .where("call_id", "=", callId)
        .execute();
      await transaction
        .updateTable("recording_reads")
        .set({ gone_at: this.#now() })
        .where("call_id", "=", callId)
        .execute();
    });
  }

  /** Those that an admin had removed when something came between. */
  async halfRemoved(limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("recordings")
      .select("call_id")
      .where("state", "=", "removed")
      .where("file", "is not", null)
      .limit(limit)
      .execute();
    return rows.map(({ call_id }) => call_id);
  }

  async removed(callId: string): Promise<void> {
    await endRemoval(this.#db, callId, this.#now());
  }

  /** Calls that ended while nobody wrote down what became of their recording: a gateway without the section ran. */
  async catchUp(): Promise<void> {
    const now = this.#now();
    await this.#db
      .updateTable("recordings")
      .from("calls")
      .set(({ case: either, fn, ref, val }) => ({
        state: "due" as const,
        bridged: either()
          .when("calls.answered_at", "is", null)
          .then(0)
          .else(1)
          .end(),
        ended_at: fn.coalesce(ref("calls.ended_at"), val(now)),
      }))
      .whereRef("calls.id", "=", "recordings.call_id")
      .where("calls.state", "=", "ended")
      .where("recordings.state", "=", "recording")
      .execute();
  }

  /** The last events of calls that ended while no gateway ran, or just before, wait anew for their recording. */
  async holdAnew(): Promise<void> {
    const rows = await this.#db
      .selectFrom("recordings")
      .select("call_id")
      .where("state", "=", "due")
      .execute();
    await this.#held.holdAnew(rows.map(({ call_id }) => call_id));
  }
}
