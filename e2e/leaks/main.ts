/** The last check of `npm test`: no log of any other check holds a secret. Exit code 1 where one does, or where there was nothing to search. */
import { existsSync } from "node:fs";
import { CHECKS } from "../../scripts/verify/checks.ts";
import { recordsOf } from "../../scripts/verify/records.ts";
import { readRecords } from "./records.ts";
import { searchFor } from "./search.ts";

const SHOWN_LEAKS = 20;

async function kept() {
  const ran = CHECKS.filter(({ name }) => existsSync(recordsOf(name)));
  return await Promise.all(
    ran.map(async ({ name, leaves }) => ({
      name,
      leaves: leaves ?? { lines: 0, secrets: 0 },
      ...(await readRecords(recordsOf(name))),
    })),
  );
}

const all = await kept();
const secrets = new Set(all.flatMap((each) => [...each.secrets]));
const search = searchFor(secrets);
const faults: string[] = [];
let lines = 0;
for (const each of all) {
  const { name, leaves, logs } = each;
  lines += each.lines;
  if (each.lines < leaves.lines || each.secrets.size < leaves.secrets)
    faults.push(
      `${name}: only ${each.lines} lines and ${each.secrets.size} secrets were kept; at least ${leaves.lines} and ${leaves.secrets} should be`,
    );
  for (const [file, text] of logs)
    for (const { line, what } of search(text))
      faults.push(`${name}: ${what} in ${file}:${line}`);
}
if (!all.some(({ leaves }) => leaves.lines > 0))
  faults.push("no check has kept a log: run npm test");
for (const fault of faults.slice(0, SHOWN_LEAKS)) console.error(fault);
if (faults.length > SHOWN_LEAKS)
  console.error(`and ${faults.length - SHOWN_LEAKS} more`);
console.log(
  `${lines} lines of ${all.length} checks searched for ${secrets.size} secrets: ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
