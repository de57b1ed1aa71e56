/** Where the tests of a check leave what they have logged, and the secrets they have used: see e2e/leaks. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { CACHE } from "../root.ts";

const FOLDER = join(CACHE, "verify", "records");

/** What is read from a check's folder must not be less: else nothing was searched. */
export type Least = { lines: number; secrets: number };

export function recordsOf(checkName: string): string {
  return join(FOLDER, checkName.replace(/[^\w]+/g, "-"));
}

/** Empty, and for nobody else to read. */
export async function newRecords(checkName: string): Promise<string> {
  const folder = recordsOf(checkName);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export async function forgetRecords(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
}
