/** Whether rows and files of finished recordings agree. */
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../store/database.ts";

export type Disagreement = {
  /** files in the store that belong to no recording: nothing ever removes them */
  filesWithoutRow: string[];
  /** names of files that the store should have */
  rowsWithoutFile: string[];
};

/** Recordings that lie in a store, as far as their rows know. */
export async function countKept(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom("recordings")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("file", "is not", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Beside a running gateway too. Rejects where the store cannot be read. */
export async function compareStore(
  db: Database,
  store: string,
): Promise<Disagreement> {
  const entries = await readdir(store, { withFileTypes: true });
  const files = entries.filter((each) => each.isFile()).map(nameOf);
  const rows = await db
    .selectFrom("recordings")
    .select(["call_id", "state", "file"])
    .execute();
  const wanted = new Set(rows.flatMap(({ file }) => file ?? []));
  // Their files are being written.
  const due = new Set(
    rows.flatMap((row) => (row.state === "due" ? row.call_id : [])),
  );
  const lone = files.filter(
    (file) => !wanted.has(file) && !due.has(file.replace(/\.[a-z0-9]+$/, "")),
  );
  const present = new Set(files);
  const missing = [...wanted].filter((file) => !present.has(file));
  // What has come or gone since the folder was read is no disagreement.
  return {
    filesWithoutRow: await those(lone, store, true),
    rowsWithoutFile: await those(missing, store, false),
  };
}

const nameOf = ({ name }: { name: string }) => name;

async function those(
  files: readonly string[],
  store: string,
  there: boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    const isThere = await access(join(store, file)).then(
      () => true,
      () => false,
    );
    if (isThere === there) found.push(file);
  }
  return found;
}
