import type { CallFollower, CallTransaction } from "../calls/follower.ts";
import type { Snapshot } from "../calls/snapshot.ts";

/** Writes down, with the call, that it is recorded; and with its end, that the file is to be seen to. */
export class RecordedCalls implements CallFollower {
  readonly #onDue: () => void;

  /** `onDue`: a file is to be seen to as soon as this transaction is written */
  constructor(onDue: () => void) {
    this.#onDue = onDue;
  }

  async follow(
    transaction: CallTransaction,
    before: Snapshot | undefined,
    after: Snapshot,
    at: number,
  ): Promise<void> {
    const { call } = after;
    if (call.recording !== 1) return;
    if (before === undefined) {
      await transaction
        .insertInto("recordings")
        .values({
          ...{ call_id: call.id, state: "recording", bridged: 0, spooled: 1 },
          ...{ reason: null, file: null, content_type: null, bytes: null },
          ...{ sha256: null, duration_ms: null, created_at: at },
          ...{ ended_at: null, settled_at: null },
        })
        .execute();
    }
    if (call.state !== "ended") return;
    await transaction
      .updateTable("recordings")
      .set({
        state: "due",
        bridged: call.answered_at === null ? 0 : 1,
        ended_at: call.ended_at ?? at,
      })
      .where("call_id", "=", call.id)
      .where("state", "=", "recording")
      .execute();
    this.#onDue();
  }
}
