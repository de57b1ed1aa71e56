import { parseAor } from "@ringback/shared/digest.ts";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { ulid } from "ulid";
import { AdminError } from "../../store/admin-error.ts";
import type { Database } from "../../store/database.ts";
import { ensureWorkspace } from "../../store/workspace.ts";

export type UserRow = { id: string; name: string; terminals: number };

export type TerminalRow = {
  id: string;
  aor: string;
  user: string;
  endpoint: string;
  extension: string;
  number: string | null;
};

export type NewTerminal = {
  user: string;
  aor: string;
  endpoint: string;
  extension: string;
  number?: string;
  /** MD5(username:domain:password), 32 lower-case hex digits */
  ha1: string;
};

// Both become part of dial strings and channel variables at the PBX.
const ENDPOINT_PATTERN = /^[A-Za-z0-9_.-]{1,64}$/;
const EXTENSION_PATTERN = /^\d{1,20}$/;
const NAME_PATTERN = /^[^\s\p{C}][^\p{C}]{0,63}$/u;

/** Gives the new user's id. Throws AdminError for a bad or taken name. */
export async function addUser(db: Database, name: string): Promise<string> {
  if (!NAME_PATTERN.test(name)) {
    throw new AdminError(
      "a user's name has 1 to 64 printable characters and does not begin with a space",
    );
  }
  const workspaceId = await ensureWorkspace(db);
  const id = ulid().toLowerCase();
  const result = await db
    .insertInto("users")
    .values({ id, workspace_id: workspaceId, name, created_at: Date.now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) {
    throw new AdminError(`there is a user named ${name} already`);
  }
  return id;
}

export async function listUsers(db: Database): Promise<UserRow[]> {
  return await db
    .selectFrom("users")
    .leftJoin("terminals", "terminals.user_id", "users.id")
    .select(({ fn }) => [
      "users.id",
      "users.name",
      fn.count<number>("terminals.id").as("terminals"),
    ])
    .groupBy("users.id")
    .orderBy("users.name")
    .execute();
}

/** Removes a user, by id or name, and the user's terminals. Throws AdminError if there is none. */
export async function removeUser(db: Database, idOrName: string) {
  const user = await findUser(db, idOrName);
  await db.deleteFrom("users").where("id", "=", user.id).execute();
}

/** Gives the new terminal's id. Throws AdminError for anything that is not as it must be. */
export async function addTerminal(
  db: Database,
  terminal: NewTerminal,
): Promise<string> {
  const aor = parseAor(terminal.aor);
  if (aor === undefined) {
    throw new AdminError("an AoR looks like alice@pbx.example.org");
  }
  // The domain is the digest's realm: another spelling of it is another HA1, which no client would ever match.
  if (aor.domain !== aor.domain.toLowerCase()) {
    throw new AdminError("the domain of an AoR is written in lower case");
  }
  if (!ENDPOINT_PATTERN.test(terminal.endpoint)) {
    throw new AdminError(
      "an endpoint is named with letters, digits, dot, dash and underscore",
    );
  }
  if (!EXTENSION_PATTERN.test(terminal.extension)) {
    throw new AdminError("an extension is made of 1 to 20 digits");
  }
  needHa1(terminal.ha1);
  const user = await findUser(db, terminal.user);
  const id = ulid().toLowerCase();
  const result = await db
    .insertInto("terminals")
    .values({
      id,
      workspace_id: user.workspace_id,
      user_id: user.id,
      username: aor.username,
      domain: aor.domain,
      ha1: terminal.ha1,
      credential_version: 1,
      endpoint: terminal.endpoint,
      extension: terminal.extension,
      number: toE164(terminal.number),
      enabled: 1,
      created_at: Date.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) {
    throw new AdminError(`there is a terminal ${terminal.aor} already`);
  }
  return id;
}

export async function listTerminals(db: Database): Promise<TerminalRow[]> {
  const rows = await db
    .selectFrom("terminals")
    .innerJoin("users", "users.id", "terminals.user_id")
    .selectAll("terminals")
    .select("users.name as user")
    .orderBy("terminals.username")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    aor: `${row.username}@${row.domain}`,
    user: row.user,
    endpoint: row.endpoint,
    extension: row.extension,
    number: row.number,
  }));
}

/** Whoever signed in with the former HA1 is signed out by it. Throws AdminError for a bad HA1, or where there is no such terminal of our own. */
export async function changeHa1(db: Database, aorText: string, ha1: string) {
  needHa1(ha1);
  const aor = parseAor(aorText);
  const result = await db
    .updateTable("terminals")
    .set(({ eb }) => ({
      ha1,
      credential_version: eb("credential_version", "+", 1),
    }))
    .where("username", "=", aor?.username ?? "")
    .where("domain", "=", aor?.domain ?? "")
    .where("source", "=", "local")
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) {
    throw new AdminError(
      `there is no terminal ${aorText} that was added here; a password the telephone system knows is changed there`,
    );
  }
}

/** Throws AdminError if there is no such terminal. */
export async function removeTerminal(db: Database, aorText: string) {
  const aor = parseAor(aorText);
  const result = await db
    .deleteFrom("terminals")
    .where("username", "=", aor?.username ?? "")
    .where("domain", "=", aor?.domain ?? "")
    .executeTakeFirst();
  if (result.numDeletedRows !== 1n) {
    throw new AdminError(`there is no terminal ${aorText}`);
  }
}

function needHa1(ha1: string): void {
  if (!/^[0-9a-f]{32}$/.test(ha1)) {
    throw new AdminError("HA1 is made of 32 lower-case hex digits");
  }
}

async function findUser(db: Database, idOrName: string) {
  const user = await db
    .selectFrom("users")
    .select(["id", "workspace_id"])
    .where((where) =>
      where.or([where("id", "=", idOrName), where("name", "=", idOrName)]),
    )
    .executeTakeFirst();
  if (user === undefined) throw new AdminError(`there is no user ${idOrName}`);
  return user;
}

function toE164(number: string | undefined): string | null {
  if (number === undefined) return null;
  const parsed = parsePhoneNumberFromString(number);
  if (parsed === undefined || !parsed.isPossible()) {
    throw new AdminError("a number is written as E.164: +34 and so on");
  }
  return parsed.number;
}
