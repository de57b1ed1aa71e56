/** What the doctor looks at of recordings that are kept: whether the database and the store agree, and whether anybody removes them. */
import type { Config } from "../config/schema.ts";
import { compareStore, countKept } from "../recording/kept.ts";
import type { Database } from "../store/database.ts";
import { type Finding, Findings, wordsOf } from "./finding.ts";

/** Of a database that is up to date. Changes nothing. */
export async function examineKept(
  db: Database,
  { recording }: Pick<Config, "recording">,
): Promise<Finding[]> {
  const found = new Findings("recording");
  if (recording === undefined) await examineWithout(db, found);
  else await examineStore(db, recording.store, found);
  return found.all;
}

async function examineWithout(db: Database, found: Findings): Promise<void> {
  const kept = await countKept(db);
  if (kept === 0) return;
  found.warning(
    "kept",
    `${recordings(kept)} kept, and nobody can fetch them and nothing removes them, because \`recording\` is not in the configuration.`,
    "Put `recording` back as it was, with `enabled: false` to record no more: then they are removed when their time is over, and `ringback recordings remove` erases one at once.",
  );
}

function recordings(count: number): string {
  return count === 1 ? "1 recording is" : `${count} recordings are`;
}

async function examineStore(
  db: Database,
  store: string,
  found: Findings,
): Promise<void> {
  try {
    const { filesWithoutRow, rowsWithoutFile } = await compareStore(db, store);
    tell(found, filesWithoutRow, {
      check: "store files",
      fine: `Every file in ${store} belongs to a recording.`,
      trouble: `in ${store} without a recording that the database knows`,
      mend: "Remove them: nobody can fetch them and nothing else removes them. They are there where the database came back from a backup, or another gateway's store was given.",
    });
    tell(found, rowsWithoutFile, {
      check: "store rows",
      fine: `Every recording has its file in ${store}.`,
      trouble: `missing from ${store}: those who ask for these recordings are told that there are none`,
      mend: "Move them there from the folder that was recording.store before, or from a backup; where there are none any more, run `ringback recordings remove` for these calls.",
    });
  } catch (fault) {
    found.fault(
      "store files",
      `${store} cannot be looked at: ${wordsOf(fault)}.`,
      "Make this folder, and give it to the gateway's user.",
    );
  }
}

function tell(
  found: Findings,
  files: readonly string[],
  words: { check: string; fine: string; trouble: string; mend: string },
): void {
  const { length } = files;
  if (length === 0) {
    found.ok(words.check, words.fine);
    return;
  }
  const count = length === 1 ? "1 file is" : `${length} files are`;
  found.warning(
    words.check,
    `${count} ${words.trouble}; such as ${files[0]}.`,
    words.mend,
  );
}
