import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The clock of a gateway process, which can be set. */
export type Clock = {
  /** Starts a gateway with this clock. */
  command: readonly string[];
  /** How far it is off the true time from now on. */
  set(milliseconds: number): void;
  remove(): void;
};

const PRELOAD = new URL("./set-clock.ts", import.meta.url).pathname;
const MAIN = new URL("../../gateway/src/main.ts", import.meta.url).pathname;

export function settableClock(): Clock {
  const folder = mkdtempSync(join(tmpdir(), "ringback-clock-"));
  const file = join(folder, "milliseconds");
  const preload = pathToFileURL(PRELOAD);
  preload.searchParams.set("file", file);
  const set = (milliseconds: number) => {
    // Nobody reads half a number.
    writeFileSync(`${file}.next`, String(milliseconds));
    renameSync(`${file}.next`, file);
  };
  set(0);
  return {
    command: [process.execPath, "--import", preload.href, MAIN],
    set,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
