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
  const sqlite = openWithoutStatistics(file, busyTimeoutMs);
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

/** What an ANALYZE has left is forgotten: the statements are written for the plans that SQLite makes without, and the numbers of a quiet hour make those of a busy one slow. */
function openWithoutStatistics(file: string, timeout: number) {
  const sqlite = new Sqlite(file, { timeout });
  const tables = sqlite
    .prepare("select name from sqlite_schema where name glob 'sqlite_stat*'")
    .pluck()
    .all();
  if (tables.length === 0) return sqlite;
  for (const name of tables) sqlite.exec(`drop table "${String(name)}"`);
  // A connection that has read them goes on with them.
  sqlite.close();
  return new Sqlite(file, { timeout });
}
