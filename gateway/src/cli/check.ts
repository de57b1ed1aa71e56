import { existsSync } from "node:fs";
import type { Config } from "../config/schema.ts";
import { examineKept } from "../doctor/recording-rows.ts";
import { migrationState, openDatabase } from "../store/database.ts";
import type { Arguments } from "./arguments.ts";
import { faultText, load } from "./context.ts";
import type { Io } from "./io.ts";
import { printJson } from "./print.ts";
import { EXIT } from "./table.ts";

/** `ringback check`: faults go to standard output, because they are what was asked for. */
export async function check(args: Arguments, io: Io): Promise<number> {
  const { config, faults = [], from } = load(args, io);
  if (args.flag("json")) io.out(printJson(faults));
  else if (faults.length > 0) io.out(faultText(faults, from));
  else io.out(`No faults in the configuration from ${from}.\n`);
  if (config !== undefined && config.recording === undefined)
    await warnOfKept(config, io);
  return faults.length > 0 ? EXIT.fault : EXIT.ok;
}

/** What the section once left: the only thing in the database that the configuration can forget. A database that cannot be read is the doctor's matter. */
async function warnOfKept(config: Config, io: Io): Promise<void> {
  if (!existsSync(config.database.file)) return;
  try {
    const db = openDatabase(config.database);
    try {
      const { pending } = await migrationState(db);
      if (pending.length > 0) return;
      for (const { text, mend } of await examineKept(db, config))
        io.err(`Warning: ${text} ${mend}\n`);
    } finally {
      await db.destroy();
    }
  } catch {
    return;
  }
}
