/** `ringback client` on a database of its own, for one file of tests. */
import { join } from "node:path";
import { afterAll } from "vitest";
import { openDatabase } from "../store/database.ts";
import { bench } from "./testing.ts";

export function openClients() {
  const cli = bench();
  afterAll(() => cli.remove());
  const add = (name: string, ...more: string[]) =>
    cli.ringback(["client", "add", "--name", name, "--scopes", "all", ...more]);
  const shown = async (name: string) => {
    const { out } = await cli.ringback(["client", "show", name, "--json"]);
    return JSON.parse(out);
  };
  /** The rows themselves. */
  const stored = async () => {
    const db = openDatabase({
      file: join(cli.folder, "ringback.sqlite"),
      busyTimeoutMs: 1000,
    });
    const secrets = await db.selectFrom("client_secrets").selectAll().execute();
    const clients = await db.selectFrom("clients").selectAll().execute();
    await db.destroy();
    return { secrets, clients };
  };
  return { cli, add, shown, stored };
}
