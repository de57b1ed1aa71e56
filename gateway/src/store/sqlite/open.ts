import Sqlite from "better-sqlite3";
import {
  type Dialect,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { GroupedDriver } from "./grouped-driver.ts";
import { Handle } from "./handle.ts";

export type SqliteOptions = { file: string; busyTimeoutMs: number };

/** The driver orders its users itself; one at a time would be one commit at a time. */
class ManyConnections extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Opens (and makes, if absent) the SQLite file, durable: WAL with synchronous FULL. Throws where it cannot be had. */
export function openSqlite({ file, busyTimeoutMs }: SqliteOptions): Dialect {
  if (file !== ":memory:") forgetStatistics(file, busyTimeoutMs);
  const sqlite = new Sqlite(file, { timeout: busyTimeoutMs });
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  const writer = new Handle(sqlite);
  const openReader = () =>
    new Handle(new Sqlite(file, { timeout: busyTimeoutMs, readonly: true }));
  return {
    createDriver: () =>
      new GroupedDriver(writer, file === ":memory:" ? undefined : openReader),
    createAdapter: () => new ManyConnections(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** What an ANALYZE has left: the statements are written for the plans that SQLite makes without, and the numbers of a quiet hour make those of a busy one slow. */
function forgetStatistics(file: string, busyTimeoutMs: number): void {
  const sqlite = new Sqlite(file, { timeout: busyTimeoutMs });
  try {
    const tables = sqlite
      .prepare("select name from sqlite_schema where name glob 'sqlite_stat*'")
      .pluck()
      .all();
    for (const name of tables) sqlite.exec(`drop table "${String(name)}"`);
  } finally {
    sqlite.close();
  }
}
