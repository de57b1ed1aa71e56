import type { Database } from "./database.ts";

const DEFAULT_WORKSPACE = "default";

/** A fresh install has one workspace; made when it is first needed. */
export async function ensureWorkspace(db: Database): Promise<string> {
  await db
    .insertInto("workspaces")
    .values({
      id: DEFAULT_WORKSPACE,
      name: DEFAULT_WORKSPACE,
      created_at: Date.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return DEFAULT_WORKSPACE;
}
