import type { Database } from "../../store/database.ts";
import type { Credential, Terminal, TerminalDirectory } from "../port.ts";

/** The gateway's own table of terminals: made with `ringback terminal add`, HA1 only. */
export class LocalTerminalDirectory implements TerminalDirectory {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async findCredential(
    username: string,
    domain: string,
  ): Promise<Credential | undefined> {
    const row = await this.#eligible()
      .where("terminals.username", "=", username)
      .where("terminals.domain", "=", domain)
      .executeTakeFirst();
    return row === undefined
      ? undefined
      : { terminal: toTerminal(row), ha1: row.ha1 };
  }

  async findById(terminalId: string): Promise<Terminal | undefined> {
    const row = await this.#eligible()
      .where("terminals.id", "=", terminalId)
      .executeTakeFirst();
    return row === undefined ? undefined : toTerminal(row);
  }

  #eligible() {
    return this.#db
      .selectFrom("terminals")
      .innerJoin("users", "users.id", "terminals.user_id")
      .selectAll("terminals")
      .select("users.name as user_name")
      .where("terminals.enabled", "=", 1)
      .where("terminals.source", "=", "local");
  }
}

type Row = {
  id: string;
  workspace_id: string;
  user_id: string;
  user_name: string;
  username: string;
  domain: string;
  endpoint: string;
  extension: string;
  number: string | null;
  credential_version: number;
};

function toTerminal(row: Row): Terminal {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    userName: row.user_name,
    username: row.username,
    domain: row.domain,
    endpoint: row.endpoint,
    extension: row.extension,
    number: row.number,
    credentialVersion: row.credential_version,
  };
}
