import Sqlite, { type Database, type Statement } from "better-sqlite3";
import {
  type CallRow,
  type LegRow,
  type Snapshot,
  viewOf,
} from "../../../gateway/src/calls/snapshot.ts";
import type {
  Credential,
  Terminal,
} from "../../../gateway/src/terminals/port.ts";

const MINUTE_MS = 60_000;

type TerminalRow = {
  id: string;
  workspace_id: string;
  user_id: string;
  username: string;
  domain: string;
  ha1: string;
  credential_version: number;
  endpoint: string;
  extension: string;
  number: string | null;
};

/** The rows a gateway has written when it answers a click, in one durable commit on the bare driver. */
export class CallRows {
  readonly #db: Database;
  readonly #terminal: Statement<[string, string], TerminalRow>;
  readonly #byNumber: Statement<[string], TerminalRow>;
  readonly #pair: Statement;
  readonly #claim: Statement;
  readonly #hit: Statement;
  readonly #inserts = new Map<string, Statement>();

  constructor(file: string) {
    this.#db = new Sqlite(file);
    this.#db.pragma("journal_mode = WAL");
    this.#db.pragma("synchronous = FULL");
    this.#db.pragma("foreign_keys = ON");
    this.#terminal = this.#db.prepare(
      "select terminals.* from terminals join users on users.id = user_id where username = ? and domain = ? and enabled = 1",
    );
    this.#byNumber = this.#db.prepare(
      "select terminals.* from terminals join users on users.id = user_id where number = ? and enabled = 1",
    );
    this.#pair = this.#db.prepare(
      "select id from calls where workspace_id = ? and caller_number = ? and callee_number = ? and state != 'ended' and client_id is not null",
    );
    this.#claim = this.#db.prepare(
      "insert into once (key, counter, expires_at) values (?, 1, ?) on conflict do nothing",
    );
    this.#hit = this.#db.prepare(
      "insert into once (key, counter, expires_at) values (?, 1, ?) on conflict do update set counter = counter + 1",
    );
  }

  credential(username: string, domain: string): Credential | undefined {
    const row = this.#terminal.get(username, domain);
    if (row === undefined) return undefined;
    return { terminal: terminalOf(row), ha1: row.ha1 };
  }

  /** False where the nonce was used before; then nothing is written. */
  write(nonce: string, call: CallRow): boolean {
    return this.#db.transaction(() => {
      const until = call.created_at + MINUTE_MS;
      if (this.#claim.run(`nonce:${nonce}`, until).changes !== 1) return false;
      this.#claim.run(`guess:known:${call.terminal_id}`, until);
      this.#hit.run(`originate:user:${call.user_id}`, until);
      this.#hit.run(`originate:workspace:${call.workspace_id}`, until);
      const ringing: CallRow = { ...call, state: "alerting_a", version: 2 };
      const leg = dialing(call);
      this.#insert("calls", ringing);
      this.#aliases(call);
      this.#insert("call_legs", leg);
      this.#event({ call, legs: [] }, "initiated", 1);
      this.#event({ call: ringing, legs: [leg] }, "alerting_a", 2);
      return true;
    })();
  }

  /** The number's terminal, as programs call it. */
  terminalOf(number: string): Terminal | undefined {
    const row = this.#byNumber.get(number);
    return row === undefined ? undefined : terminalOf(row);
  }

  /** A program's call as it is when it is answered: written, not ordered yet. False where its numbers have a live call. */
  writeProgram(call: CallRow): boolean {
    return this.#db.transaction(() => {
      const until = call.created_at + MINUTE_MS;
      this.#hit.run(`originate:client:${call.client_id}`, until);
      this.#hit.run(`originate:workspace:${call.workspace_id}`, until);
      const pair = [call.workspace_id, call.caller_number, call.callee_number];
      if (this.#pair.get(...pair) !== undefined) return false;
      this.#insert("calls", call);
      this.#aliases(call);
      this.#event({ call, legs: [] }, "initiated", 1);
      return true;
    })();
  }

  #aliases(call: CallRow): void {
    for (const value of [call.iden, `${call.iden}-2`]) {
      const alias = { kind: "iden", value, call_id: call.id };
      this.#insert("call_aliases", alias);
    }
  }

  #event(snapshot: Snapshot, type: string, seq: number): void {
    const { call } = snapshot;
    this.#insert("call_events", {
      call_id: call.id,
      workspace_id: call.workspace_id,
      user_id: call.user_id,
      call_seq: seq,
      type,
      occurred_at: call.created_at,
      recorded_at: Date.now(),
      body: JSON.stringify(viewOf(snapshot)),
    });
  }

  #insert(table: string, row: object): void {
    let statement = this.#inserts.get(table);
    if (statement === undefined) {
      const names = Object.keys(row);
      const places = names.map((name) => `@${name}`);
      statement = this.#db.prepare(
        `insert into ${table} (${names.join()}) values (${places.join()})`,
      );
      this.#inserts.set(table, statement);
    }
    statement.run(row);
  }
}

function terminalOf(row: TerminalRow): Terminal {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    userName: row.user_id,
    username: row.username,
    domain: row.domain,
    endpoint: row.endpoint,
    extension: row.extension,
    number: row.number,
    credentialVersion: row.credential_version,
  };
}

function dialing(call: CallRow): LegRow {
  return {
    call_id: call.id,
    role: "a",
    state: "dialing",
    channel: null,
    unique_id: null,
    dial_status: null,
    q850: null,
    started_at: call.created_at,
    ringing_at: null,
    answered_at: null,
    ended_at: null,
  };
}
