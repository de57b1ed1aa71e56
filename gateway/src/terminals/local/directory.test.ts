import { ha1 } from "@ringback/shared/digest.ts";
import { migrateToLatest, openDatabase } from "../../store/database.ts";
import { conformsToDirectory, md5 } from "../conformance.ts";
import { addTerminal, addUser, removeTerminal, removeUser } from "./admin.ts";
import { LocalTerminalDirectory } from "./directory.ts";

const DOMAIN = "pbx.example";

conformsToDirectory("local", async () => {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  await migrateToLatest(db);
  const remove = async (username: string) => {
    await removeTerminal(db, `${username}@${DOMAIN}`).catch(() => {});
    await removeUser(db, username).catch(() => {});
  };
  return {
    directory: new LocalTerminalDirectory(db),
    domain: DOMAIN,
    put: async (username, { callerId, password = "" }) => {
      await remove(username);
      await addUser(db, username);
      await addTerminal(db, {
        user: username,
        aor: `${username}@${DOMAIN}`,
        endpoint: username,
        extension: /\d+/.exec(callerId)?.[0] ?? "",
        ha1: ha1(md5, username, DOMAIN, password),
      });
    },
    remove,
    close: () => db.destroy(),
  };
});
