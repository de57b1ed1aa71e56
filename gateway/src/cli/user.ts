/** `ringback user add | list | remove` */
import { addUser, listUsers, removeUser } from "../terminals/local/admin.ts";
import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import type { Io } from "./io.ts";
import { printJson, printTable } from "./print.ts";
import { EXIT } from "./table.ts";

export async function userAdd(args: Arguments, io: Io): Promise<number> {
  const name = args.word(0);
  const id = await withDatabase(needConfig(args, io), (db) =>
    addUser(db, name),
  );
  io.out(
    args.flag("json")
      ? printJson({ id, name })
      : `User ${name} added, id ${id}.\n`,
  );
  return EXIT.ok;
}

export async function userList(args: Arguments, io: Io): Promise<number> {
  const users = await withDatabase(needConfig(args, io), listUsers);
  io.out(
    args.flag("json")
      ? printJson(users)
      : printTable(users, ["id", "name", "terminals"]),
  );
  return EXIT.ok;
}

export async function userRemove(args: Arguments, io: Io): Promise<number> {
  const user = args.word(0);
  await withDatabase(needConfig(args, io), (db) => removeUser(db, user));
  io.out(`User ${user} removed.\n`);
  return EXIT.ok;
}
