/** The program that an admin names. */
import { AdminError } from "../store/admin-error.ts";
import type { ClientsTable } from "../store/client-tables.ts";
import type { Database } from "../store/database.ts";

/** Throws AdminError if there is none. */
export async function findRow(
  db: Database,
  idOrName: string,
): Promise<ClientsTable> {
  const row = await called(db, idOrName);
  if (row === undefined)
    throw new AdminError(`there is no program ${idOrName}`);
  return row;
}

/** An id is taken as it is: its program may be gone, what there was of it is not. */
export async function clientIdOf(
  db: Database,
  idOrName: string,
): Promise<string> {
  return (await called(db, idOrName))?.id ?? idOrName;
}

async function called(
  db: Database,
  idOrName: string,
): Promise<ClientsTable | undefined> {
  return await db
    .selectFrom("clients")
    .selectAll()
    .where(({ eb, or }) =>
      or([eb("id", "=", idOrName), eb("name", "=", idOrName)]),
    )
    // A name may look like another one's id.
    .orderBy(({ eb }) => eb("id", "=", idOrName), "desc")
    .executeTakeFirst();
}
