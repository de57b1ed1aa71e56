/** Reads what the tests of one check have left behind (gateway/src/ops/testing-records.ts). */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type Kept = {
  /** by file */
  logs: ReadonlyMap<string, string>;
  secrets: ReadonlySet<string>;
  lines: number;
};

export async function readRecords(folder: string): Promise<Kept> {
  const logs = new Map<string, string>();
  const secrets = new Set<string>();
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), "utf8");
    if (name.endsWith(".log")) logs.set(join(folder, name), text);
    else
      for (const line of text.trimEnd().split("\n").filter(Boolean))
        secrets.add(JSON.parse(line));
  }
  const lines = [...logs.values()].reduce(
    (sum, text) => sum + text.split("\n").length - 1,
    0,
  );
  return { logs, secrets, lines };
}
