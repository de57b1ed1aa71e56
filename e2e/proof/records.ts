import type { CallView } from "@ringback/shared/call/view.ts";
import Sqlite from "better-sqlite3";

/** What the gateway's database holds of one call. */
export type CallRecord = {
  id: string;
  state: string;
  outcome: string | null;
  end_reason: string | null;
  ended_by: string | null;
  q850: number | null;
  answered_at: number | null;
  ended_at: number | null;
  approximate: number;
  deadline_at: number | null;
  dial_string: string;
};

/** Reads the gateway's SQLite file beside the running gateway. */
export class Records {
  readonly #db: Sqlite.Database;

  constructor(file: string) {
    this.#db = new Sqlite(file, { readonly: true });
  }

  call(iden: string): CallRecord | undefined {
    return this.#db
      .prepare<[string], CallRecord>("select * from calls where iden = ?")
      .get(iden);
  }

  /** The event log of a call: its word and what the user saw of the call after it. */
  events(iden: string): { seq: number; type: string; view: CallView }[] {
    return this.#db
      .prepare<[string], { seq: number; type: string; body: string }>(
        "select e.seq, e.type, e.body from call_events e join calls c on c.id = e.call_id where c.iden = ? order by e.call_seq",
      )
      .all(iden)
      .map(({ seq, type, body }) => ({ seq, type, view: JSON.parse(body) }));
  }

  count(): number {
    return (
      this.#db
        .prepare<[], { calls: number }>("select count(*) as calls from calls")
        .get()?.calls ?? 0
    );
  }

  close(): void {
    this.#db.close();
  }
}
