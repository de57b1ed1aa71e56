/** `ringback pause` and `ringback resume` */
import { hostname, userInfo } from "node:os";
import { setTimeout } from "node:timers/promises";
import { Pause } from "../calls/pause.ts";
import type { Config } from "../config/schema.ts";
import type { Database } from "../store/database.ts";
import { isUnavailable } from "../store/unavailable.ts";
import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import { type Io, UsageFault } from "./io.ts";
import { EXIT } from "./table.ts";

const PATIENCE_MS = 10_000;
const RETRY_MS = 50;
const REASON_PATTERN = /^[^\p{C}]{1,200}$/u;

function whoAsks(io: Io): string {
  return `${io.env.SUDO_USER || userInfo().username}@${hostname()}`;
}

/** The gateway that runs may be writing just now: a pause must not fail of that. */
async function patiently<T>(
  config: Config,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await withDatabase(config, work);
    } catch (fault) {
      if (!isUnavailable(fault) || performance.now() > until) throw fault;
      await setTimeout(RETRY_MS);
    }
  }
}

export async function pause(args: Arguments, io: Io): Promise<number> {
  const reason = args.text("reason");
  if (reason !== undefined && !REASON_PATTERN.test(reason))
    throw new UsageFault("--reason has 1 to 200 printable characters");
  await patiently(needConfig(args, io), (db) =>
    new Pause(db).begin({
      since: Date.now(),
      by: whoAsks(io),
      reason: reason ?? null,
    }),
  );
  io.out(
    "Paused: nothing is dialled until `ringback resume`. Calls that are up go on.\n",
  );
  return EXIT.ok;
}

export async function resume(args: Arguments, io: Io): Promise<number> {
  const was = await patiently(needConfig(args, io), (db) =>
    new Pause(db).end(),
  );
  io.out(was ? "Resumed: calls are placed again.\n" : "It was not paused.\n");
  return EXIT.ok;
}
