import Sqlite from "better-sqlite3";
import type { World } from "./world.ts";

/** Locks the gateway's database as another process would; what it returns ends that. */
export function lockDatabase({ gateway }: Pick<World, "gateway">): () => void {
  const other = new Sqlite(gateway.databaseFile);
  other.exec("begin exclusive");
  return () => {
    other.exec("rollback");
    other.close();
  };
}
