import type { Database as Sqlite, Statement } from "better-sqlite3";
import { type DatabaseConnection, SqliteDriver } from "kysely";

/** The gateway's own statements are far fewer; lists in `in (…)` make new ones of every length. */
const MAX_STATEMENTS = 256;

/** One open SQLite connection that prepares each statement once. */
export class Handle {
  readonly #sqlite: Sqlite;
  readonly #statements = new Map<string, Statement>();

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
  }

  get inTransaction(): boolean {
    return this.#sqlite.inTransaction;
  }

  /** For Kysely. It runs a statement before it returns; only the result comes later. */
  async connect(): Promise<DatabaseConnection> {
    const driver = new SqliteDriver({
      database: {
        prepare: (sql) => this.#statement(sql),
        close: () => this.close(),
      },
    });
    await driver.init();
    return await driver.acquireConnection();
  }

  /** Whether the statement can change nothing. */
  isRead(sql: string): boolean {
    return this.#statement(sql).readonly;
  }

  /** Runs a statement that begins or ends something. */
  exec(sql: string): void {
    this.#statement(sql).run();
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    const statement = this.#sqlite.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
