/** What most commands need: the configuration, and the database behind it. */
import { existsSync } from "node:fs";
import { type Fault, type Loaded, loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import type { Arguments } from "./arguments.ts";
import { CliFault, type Io } from "./io.ts";
import { DEFAULT_CONFIG } from "./options.ts";

export function configFile(given: string | undefined, io: Io): string {
  return given ?? (io.env.RINGBACK_CONFIG || DEFAULT_CONFIG);
}

/** Where no file was named and the default one is not there, the environment alone may do. */
export function load(args: Arguments, io: Io): Loaded & { from: string } {
  const file = configFile(args.text("config"), io);
  const absent = file === DEFAULT_CONFIG && !existsSync(file);
  const loaded = loadConfig({ file: absent ? undefined : file, env: io.env });
  return {
    ...loaded,
    from: absent ? `the environment (there is no ${file})` : file,
  };
}

export function faultLine({ key, message, at }: Fault): string {
  return `${key}: ${message}${at === undefined ? "" : ` [${at}]`}`;
}

export function faultText(faults: readonly Fault[], from: string): string {
  const lines = faults.map((fault) => `  ${faultLine(fault)}\n`);
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return `${count} in the configuration from ${from}:\n${lines.join("")}`;
}

/** Throws CliFault with every fault. */
export function needConfig(args: Arguments, io: Io): Config {
  const { config, faults, from } = load(args, io);
  if (config === undefined)
    throw new CliFault(faultText(faults, from).trimEnd());
  return config;
}

/** Opens the database, brings it up to date, and closes it whatever happens. Throws CliFault where it cannot be opened. */
export async function withDatabase<T>(
  config: Config,
  work: (db: Database, migrated: string[]) => Promise<T>,
): Promise<T> {
  const { file } = config.database;
  let db: Database;
  try {
    db = openDatabase(config.database);
  } catch (error) {
    throw new CliFault(
      `database.file: ${file} cannot be opened: ${error instanceof Error ? error.message : String(error)}. Its folder must exist and be writable for this user.`,
    );
  }
  try {
    return await work(db, await migrateToLatest(db));
  } finally {
    await db.destroy();
  }
}
