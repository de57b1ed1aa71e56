import type { CompiledQuery } from "kysely";
import type { Durability } from "./durability.ts";

const entrusted = new WeakMap<CompiledQuery, Durability>();

/** From now on this single statement is answered when it has been applied; its commit is the durability's. */
export function entrust(query: CompiledQuery, durability: Durability): void {
  entrusted.set(query, durability);
}

export function durabilityOf(query: CompiledQuery): Durability | undefined {
  return entrusted.get(query);
}
