import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import type { Io } from "./io.ts";
import { EXIT } from "./table.ts";

/** `ringback migrate` */
export async function migrate(args: Arguments, io: Io): Promise<number> {
  const config = needConfig(args, io);
  const names = await withDatabase(config, async (_, migrated) => migrated);
  const { file } = config.database;
  io.out(
    names.length === 0
      ? `${file} is up to date.\n`
      : `${file} is up to date now: ${names.join(", ")}.\n`,
  );
  return EXIT.ok;
}
