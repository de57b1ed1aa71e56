import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";

/** Somewhere statements can run. */
export type Runner = Pick<DatabaseConnection, "executeQuery">;

/** What a lease is in, between Kysely's begin and its commit or rollback. */
export type Transaction = {
  runner: Runner;
  commit(): Promise<void>;
  rollback(fault: unknown): void;
};

/** What Kysely takes for a connection of its own: the leave to use one of the driver's. */
export class Lease implements DatabaseConnection {
  transaction: Transaction | undefined;
  readonly #outside: Runner;
  /** of the last statement that failed */
  #fault: unknown;

  /** `outside`: where statements run while there is no transaction. */
  constructor(outside: Runner) {
    this.#outside = outside;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const runner = this.transaction?.runner ?? this.#outside;
    try {
      return await runner.executeQuery<Row>(query);
    } catch (fault) {
      this.#fault = fault;
      throw fault;
    }
  }

  async *streamQuery<Row>(
    query: CompiledQuery,
  ): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  async commit(): Promise<void> {
    await this.transaction?.commit();
    this.transaction = undefined;
  }

  /** Nothing where it has ended already: Kysely rolls back after a failed commit too. */
  rollback(): void {
    const ending = this.transaction;
    this.transaction = undefined;
    ending?.rollback(this.#fault);
  }
}
