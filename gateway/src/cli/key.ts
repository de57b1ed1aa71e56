/** `ringback key list | rotate` */
import { createSealer } from "../assembly/sealer.ts";
import {
  type KeyInfo,
  keyInfos,
  liveKeys,
  rotateKeys,
} from "../clients/signing/rotation.ts";
import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import type { Io } from "./io.ts";
import { printJson, printTable } from "./print.ts";
import { EXIT } from "./table.ts";

function print(keys: readonly KeyInfo[], args: Arguments, io: Io): number {
  io.out(
    args.flag("json")
      ? printJson(keys)
      : printTable(keys, ["state", "signsFrom", "expiresAt", "id"]),
  );
  return EXIT.ok;
}

export async function keyList(args: Arguments, io: Io): Promise<number> {
  const now = Date.now();
  const keys = await withDatabase(needConfig(args, io), (db) =>
    liveKeys(db, now),
  );
  return print(keyInfos(keys, now), args, io);
}

export async function keyRotate(args: Arguments, io: Io): Promise<number> {
  const config = needConfig(args, io);
  const keys = await withDatabase(config, (db) =>
    rotateKeys(db, createSealer(config), {
      times: config.oauth,
      atOnce: args.flag("now"),
      now: Date.now(),
    }),
  );
  return print(keys, args, io);
}
