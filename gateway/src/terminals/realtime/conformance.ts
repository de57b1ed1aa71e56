import type { Kysely } from "kysely";
import { migrateToLatest, openDatabase } from "../../store/database.ts";
import type { TestAccount } from "../conformance.ts";
import { conformsToFound } from "../found/conformance.ts";
import { openRealtime, type RealtimeTables } from "./database.ts";
import { RealtimeTerminalDirectory } from "./directory.ts";

export type RealtimeServer = {
  url: string;
  /** may write */
  admin: Kysely<RealtimeTables>;
  /** From now on nobody can connect, and nobody stays connected. */
  cut(): Promise<void>;
  close(): Promise<void>;
};

const DOMAIN = "pbx.example";

/** The columns of Asterisk's own schema (`contrib/realtime`) that say who may call. */
export async function makeTables(admin: Kysely<RealtimeTables>): Promise<void> {
  const tables: Record<string, readonly string[]> = {
    ps_endpoints: ["transport", "aors", "auth", "context", "callerid"],
    ps_auths: [
      ...["auth_type", "md5_cred", "password", "realm", "username"],
      ...["password_digest", "supported_algorithms_uas"],
    ],
    ps_aors: ["contact"],
  };
  for (const [name, columns] of Object.entries(tables)) {
    let table = admin.schema
      .createTable(name)
      .addColumn("id", "varchar(255)", (id) => id.primaryKey());
    for (const column of columns)
      table = table.addColumn(column, "varchar(255)");
    await table.execute();
  }
}

export async function addAccount(
  admin: Kysely<RealtimeTables>,
  id: string,
  account: TestAccount,
): Promise<void> {
  await admin.insertInto("ps_aors").values({ id }).execute();
  await admin
    .insertInto("ps_auths")
    .values({
      id,
      auth_type: account.authType ?? "userpass",
      username: account.authUsername ?? id,
      password: account.password ?? null,
      realm: account.realm ?? null,
      md5_cred: account.md5Hash ?? null,
      supported_algorithms_uas: account.algorithms ?? null,
    })
    .execute();
  await admin
    .insertInto("ps_endpoints")
    .values({ id, auth: id, aors: id, callerid: account.callerId })
    .execute();
}

/** Runs the suites of terminals on a database server of this kind. */
export function conformsOnRealtime(
  name: string,
  open: () => Promise<RealtimeServer>,
): void {
  conformsToFound(name, async ({ cacheSeconds }) => {
    const server = await open();
    const { admin } = server;
    await makeTables(admin);
    const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
    await migrateToLatest(db);
    const refusals: string[] = [];
    const directory = new RealtimeTerminalDirectory(
      openRealtime(server.url, () => {}),
      {
        db,
        domain: DOMAIN,
        cacheSeconds,
        versionKey: "key of the tests",
        onRefused: (line) => refusals.push(line),
        onFault: () => {},
      },
    );
    const remove = async (id: string) => {
      for (const table of ["ps_endpoints", "ps_auths", "ps_aors"] as const)
        await admin.deleteFrom(table).where("id", "=", id).execute();
    };
    return {
      directory,
      domain: DOMAIN,
      db,
      source: "realtime",
      refusals,
      put: async (id, account) => {
        await remove(id);
        await addAccount(admin, id, account);
      },
      remove,
      cut: () => server.cut(),
      close: async () => {
        await directory.close();
        await server.close();
        await db.destroy();
      },
    };
  });
}
