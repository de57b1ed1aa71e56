/** The command line beside a gateway that runs. Write with it while no call is on its way: both have one thread here. */
import { onTestFinished } from "vitest";
import { bench } from "../cli/testing.ts";
import { leastEnvironment } from "../config/testing.ts";
import type { Opened } from "./testing.ts";

/** Runs `ringback` on its database and gives what it printed. Throws where it failed. */
export function commandLineOf({ config }: Pick<Opened, "config">) {
  const cli = bench();
  onTestFinished(() => cli.remove());
  const env = {
    ...leastEnvironment,
    RINGBACK_DATABASE_FILE: config.database.file,
  };
  return async (...words: string[]): Promise<string> => {
    const { code, out, err } = await cli.ringback(words, { env });
    if (code !== 0) throw new Error(`ringback ${words.join(" ")}: ${err}`);
    return out;
  };
}
