import {
  type Compilable,
  type Expression,
  type Kysely,
  type OperationNode,
  type QueryResult,
  ValueNode,
} from "kysely";
import type { Durability } from "./durability.ts";
import { entrust } from "./entrusted.ts";
import type { Tables } from "./tables.ts";

/** Stands for a value that is known when the statement runs. */
class Placeholder implements Expression<unknown> {
  readonly expressionType = undefined;
  readonly name: string | symbol;

  constructor(name: string | symbol) {
    this.name = name;
  }

  toOperationNode(): OperationNode {
    return ValueNode.create(this);
  }
}

/**
 * A statement that is built and compiled once, which costs several times what SQLite needs to run it. `build` is called with
 * placeholders in the place of the values: it must pass them on and not look at them, and all values must have the same keys.
 * With a durability a write outside a transaction resolves when it is applied, and is on disk when that is reached.
 */
export function prepared<Values extends object, Row>(
  build: (db: Kysely<Tables>, values: Values) => Compilable<Row>,
): (
  db: Kysely<Tables>,
  values: Values,
  durability?: Durability,
) => Promise<QueryResult<Row>> {
  let statement: ReturnType<Compilable<Row>["compile"]> | undefined;
  return async (db, values, durability) => {
    statement ??= build(db, placeholdersFor(values)).compile();
    const parameters = statement.parameters.map((each) =>
      each instanceof Placeholder ? Reflect.get(values, each.name) : each,
    );
    const query = { ...statement, parameters };
    if (durability !== undefined) entrust(query, durability);
    return await db.executeQuery(query);
  };
}

function placeholdersFor<Values extends object>(values: Values): Values {
  return new Proxy(values, { get: (_, name) => new Placeholder(name) });
}
