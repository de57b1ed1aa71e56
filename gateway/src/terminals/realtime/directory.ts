import {
  type Account,
  type AccountSource,
  firstOf,
  isName,
} from "../found/account.ts";
import { type FoundOptions, FoundTerminals } from "../found/directory.ts";
import type { RealtimeDatabase } from "./database.ts";

const NO_NAME = "-";

/** Reads who may call from the SQL database that Asterisk itself reads (`ps_endpoints`, `ps_auths`, `ps_aors`). */
export class RealtimeTerminalDirectory extends FoundTerminals {
  constructor(database: RealtimeDatabase, options: FoundOptions) {
    super("realtime", new RealtimeAccounts(database), options);
  }
}

export class RealtimeAccounts implements AccountSource {
  readonly #db: RealtimeDatabase;

  constructor(db: RealtimeDatabase) {
    this.#db = db;
  }

  /** Two rounds of questions for every name, whether it is there or not. */
  async read(endpoint: string): Promise<Account> {
    const found = await this.#db
      .selectFrom("ps_endpoints")
      .select(["auth", "aors", "callerid"])
      .where("id", "=", endpoint)
      .executeTakeFirst();
    const [auth, aor] = await Promise.all([
      this.#auth(nameIn(found?.auth)),
      this.#aor(nameIn(found?.aors)),
    ]);
    return {
      auth: auth?.id ?? "",
      aors: aor?.id ?? "",
      callerId: found?.callerid ?? "",
      // Asterisk's own default.
      authType: auth?.auth_type ?? "userpass",
      username: auth?.username ?? "",
      password: auth?.password ?? "",
      realm: auth?.realm ?? "",
      md5Hash: auth?.md5_cred || hashIn(auth?.password_digest),
      algorithms: auth?.supported_algorithms_uas ?? "",
    };
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }

  async #auth(id: string) {
    // All columns: those of newer schemas cannot be named without failing on older ones.
    return await this.#db
      .selectFrom("ps_auths")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
  }

  async #aor(id: string) {
    return await this.#db
      .selectFrom("ps_aors")
      .select("id")
      .where("id", "=", id)
      .executeTakeFirst();
  }
}

function nameIn(list: string | null | undefined): string {
  const first = firstOf(list ?? "");
  return isName(first) ? first : NO_NAME;
}

/** `MD5:<hash>`, perhaps one of several. */
function hashIn(digests: string | null | undefined): string {
  return /(?:^|,)MD5:([0-9a-f]{32})/i.exec(digests ?? "")?.[1] ?? "";
}
