import type { Database } from "../../store/database.ts";
import { prepared } from "../../store/prepared.ts";
import type {
  Credential,
  NumberDirectory,
  Terminal,
  TerminalDirectory,
} from "../port.ts";

type Aor = { username: string; domain: string };

const byAor = prepared((db, { username, domain }: Aor) =>
  eligible(db)
    .where("terminals.username", "=", username)
    .where("terminals.domain", "=", domain),
);

const byId = prepared((db, { terminalId }: { terminalId: string }) =>
  eligible(db).where("terminals.id", "=", terminalId),
);

const byNumber = prepared(
  (db, { workspaceId, number }: { workspaceId: string; number: string }) =>
    eligible(db)
      .where("terminals.workspace_id", "=", workspaceId)
      .where("terminals.number", "=", number)
      .orderBy("terminals.created_at")
      .orderBy("terminals.id")
      .limit(1),
);

/** The gateway's own table of terminals: made with `ringback terminal add`, HA1 only. */
export class LocalTerminalDirectory
  implements TerminalDirectory, NumberDirectory
{
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async findCredential(
    username: string,
    domain: string,
  ): Promise<Credential | undefined> {
    const { rows } = await byAor(this.#db, { username, domain });
    const [row] = rows;
    return row === undefined
      ? undefined
      : { terminal: toTerminal(row), ha1: row.ha1 };
  }

  async findById(terminalId: string): Promise<Terminal | undefined> {
    const { rows } = await byId(this.#db, { terminalId });
    const [row] = rows;
    return row === undefined ? undefined : toTerminal(row);
  }

  async findByNumber(
    workspaceId: string,
    number: string,
  ): Promise<Terminal | undefined> {
    const { rows } = await byNumber(this.#db, { workspaceId, number });
    const [row] = rows;
    return row === undefined ? undefined : toTerminal(row);
  }
}

function eligible(db: Database) {
  return db
    .selectFrom("terminals")
    .innerJoin("users", "users.id", "terminals.user_id")
    .selectAll("terminals")
    .select("users.name as user_name")
    .where("terminals.enabled", "=", 1)
    .where("terminals.source", "=", "local");
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
