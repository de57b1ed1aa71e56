import { createHash } from "node:crypto";
import type { Database } from "../../store/database.ts";
import type { Terminal } from "../port.ts";

export type FoundRow = {
  id: string;
  userId: string;
  workspaceId: string;
  userName: string;
  username: string;
  domain: string;
  endpoint: string;
  extension: string;
  source: string;
  enabled: boolean;
};

const WORKSPACE = "default";
const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** The rows of terminals that a telephone system knows: who they are, never what they sign with. */
export class FoundRows {
  readonly #db: Database;
  readonly #source: string;

  constructor(db: Database, source: string) {
    this.#db = db;
    this.#source = source;
  }

  async byAor(username: string, domain: string): Promise<FoundRow | undefined> {
    const row = await this.#rows()
      .where("terminals.username", "=", username)
      .where("terminals.domain", "=", domain)
      .executeTakeFirst();
    return row === undefined ? undefined : toFound(row);
  }

  async byId(id: string): Promise<FoundRow | undefined> {
    const row = await this.#rows()
      .where("terminals.id", "=", id)
      .executeTakeFirst();
    return row === undefined ? undefined : toFound(row);
  }

  /** Writes the terminal, and a user of the AoR's name for it. A row the admin made stays as it is. */
  async keep(terminal: Terminal): Promise<void> {
    const now = Date.now();
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("workspaces")
        .values({ id: WORKSPACE, name: WORKSPACE, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const user = {
        id: terminal.userId,
        workspace_id: terminal.workspaceId,
        created_at: now,
        source: this.#source,
      };
      // The admin may have named a user of their own like this: then the source tells the two apart.
      for (const name of [
        terminal.userName,
        `${terminal.userName} (${this.#source})`,
      ])
        await transaction
          .insertInto("users")
          .values({ ...user, name })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      const changing = {
        endpoint: terminal.endpoint,
        extension: terminal.extension,
        source: this.#source,
      };
      await transaction
        .updateTable("terminals")
        .set(changing)
        .where("id", "=", terminal.id)
        .where("source", "!=", "local")
        .execute();
      await transaction
        .insertInto("terminals")
        .values({
          ...changing,
          id: terminal.id,
          workspace_id: terminal.workspaceId,
          user_id: terminal.userId,
          username: terminal.username,
          domain: terminal.domain,
          // The telephone system has it; here it would be one more place to steal it from.
          ha1: "",
          credential_version: 0,
          number: null,
          enabled: 1,
          created_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  #rows() {
    return this.#db
      .selectFrom("terminals")
      .innerJoin("users", "users.id", "terminals.user_id")
      .selectAll("terminals")
      .select("users.name as user_name");
  }
}

/** A terminal that is not written down yet: its ids follow from the AoR, so that it is the same one ever after. */
export function madeRow(
  username: string,
  domain: string,
  source: string,
): FoundRow {
  const aor = `${username}@${domain}`;
  return {
    id: idOf(`terminal ${aor}`),
    userId: idOf(`user ${aor}`),
    workspaceId: WORKSPACE,
    userName: aor,
    username,
    domain,
    endpoint: "",
    extension: "",
    source,
    enabled: true,
  };
}

/** 26 characters, as every id here. */
function idOf(text: string): string {
  const digest = createHash("sha256").update(text).digest();
  const number = BigInt(`0x${digest.subarray(0, 16).toString("hex")}`);
  return Array.from({ length: 26 }, (_, place) =>
    CROCKFORD.charAt(Number((number >> BigInt(5 * (25 - place))) & 31n)),
  ).join("");
}

function toFound(row: {
  id: string;
  user_id: string;
  workspace_id: string;
  user_name: string;
  username: string;
  domain: string;
  endpoint: string;
  extension: string;
  source: string;
  enabled: number;
}): FoundRow {
  return {
    id: row.id,
    userId: row.user_id,
    workspaceId: row.workspace_id,
    userName: row.user_name,
    username: row.username,
    domain: row.domain,
    endpoint: row.endpoint,
    extension: row.extension,
    source: row.source,
    enabled: row.enabled === 1,
  };
}
