import Sqlite from "better-sqlite3";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import { Pool } from "pg";

/** The columns that are read of Asterisk's own realtime schema; newer ones may be absent. */
export type RealtimeTables = {
  ps_endpoints: {
    id: string;
    auth: string | null;
    aors: string | null;
    callerid: string | null;
  };
  ps_auths: {
    id: string;
    auth_type: string | null;
    username: string | null;
    password: string | null;
    realm: string | null;
    md5_cred: string | null;
    password_digest?: string | null;
    supported_algorithms_uas?: string | null;
  };
  ps_aors: { id: string };
};

export type RealtimeDatabase = Kysely<RealtimeTables>;

const TIMEOUT_MS = 3_000;
const CONNECTIONS = 4;

/** `sqlite:/path` or `postgres://…`. Nothing is opened before it is asked, and what is away is tried again. */
export function openRealtime(
  url: string,
  onFault: (fault: unknown) => void,
): RealtimeDatabase {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  if (file !== undefined) {
    return new Kysely<RealtimeTables>({
      dialect: new SqliteDialect({
        database: async () =>
          new Sqlite(file, {
            readonly: true,
            fileMustExist: true,
            timeout: TIMEOUT_MS,
          }),
      }),
    });
  }
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
    application_name: "ringback",
  });
  // An idle connection that breaks has no caller to tell, and would end the process.
  pool.on("error", onFault);
  return new Kysely<RealtimeTables>({ dialect: new PostgresDialect({ pool }) });
}
