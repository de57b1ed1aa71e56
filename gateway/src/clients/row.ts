/** The row of a program that an admin names. */
import { AdminError } from "../store/admin-error.ts";
import type { ClientsTable } from "../store/client-tables.ts";
import type { Database } from "../store/database.ts";

/** Throws AdminError if there is none. */
export async function findRow(
  db: Database,
  idOrName: string,
): Promise<ClientsTable> {
  const row = await db
    .selectFrom("clients")
    .selectAll()
    .where((where) =>
      where.or([where("id", "=", idOrName), where("name", "=", idOrName)]),
    )
    .executeTakeFirst();
  if (row === undefined)
    throw new AdminError(`there is no program ${idOrName}`);
  return row;
}
