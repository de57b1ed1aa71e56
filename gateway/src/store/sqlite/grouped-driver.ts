import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryResult,
  TransactionSettings,
} from "kysely";
import { GroupWriter } from "./group-writer.ts";
import type { Handle } from "./handle.ts";
import { Lease, type Runner } from "./lease.ts";
import { Readers } from "./readers.ts";

/** SQLite with one writer that groups commits, and readers that see committed rows only. */
export class GroupedDriver implements Driver {
  readonly #writer: Handle;
  readonly #openReader: (() => Handle) | undefined;
  #group: GroupWriter | undefined;
  #readers: Readers | undefined;

  /** Without `openReader` the writer reads as well: a database in memory has one connection. */
  constructor(writer: Handle, openReader: (() => Handle) | undefined) {
    this.#writer = writer;
    this.#openReader = openReader;
  }

  async init(): Promise<void> {
    const connection = await this.#writer.connect();
    this.#group = new GroupWriter(this.#writer, connection);
    if (this.#openReader !== undefined)
      this.#readers = await Readers.open(this.#openReader);
    this.#outside = this.#runnerOutside(this.#group, connection);
  }

  acquireConnection(): Promise<Lease> {
    return Promise.resolve(new Lease(this.#outside));
  }

  async beginTransaction(
    connection: DatabaseConnection,
    { accessMode }: TransactionSettings,
  ): Promise<void> {
    const readers = accessMode === "read only" ? this.#readers : undefined;
    leaseOf(connection).transaction = await (readers ?? this.#need()).begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await leaseOf(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    leaseOf(connection).rollback();
    return Promise.resolve();
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await this.#group?.alone(() => {
      // The last one to close tidies the write-ahead log up, which a reader may not.
      this.#readers?.close();
      this.#writer.close();
    });
  }

  #outside: Runner = {
    executeQuery: () => Promise.reject(new Error("the database is not open")),
  };

  #runnerOutside(group: GroupWriter, connection: DatabaseConnection): Runner {
    const executeQuery = async <Row>(
      query: CompiledQuery,
    ): Promise<QueryResult<Row>> => {
      if (!this.#writer.isRead(query.sql))
        return await group.single.executeQuery<Row>(query);
      if (this.#readers !== undefined)
        return await this.#readers.single.executeQuery<Row>(query);
      return await group.alone(() => connection.executeQuery<Row>(query));
    };
    return { executeQuery };
  }

  #need(): GroupWriter {
    if (this.#group === undefined) throw new Error("the database is not open");
    return this.#group;
  }
}

function leaseOf(connection: DatabaseConnection): Lease {
  if (connection instanceof Lease) return connection;
  throw new Error("not a connection of this driver");
}
