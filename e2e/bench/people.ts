/** Who clicks in a bench: terminals by number, spread over a few users, all with one password. */
import { createHash } from "node:crypto";
import { ha1 } from "@ringback/shared/digest.ts";
import {
  migrateToLatest,
  openDatabase,
} from "../../gateway/src/store/database.ts";

export const DOMAIN = "bench.example";
export const USERS = 50;
export const PASSWORD = "bench";
/** Spanish numbers, valid one by one: a click is checked against the numbering plan. */
const FIRST_NUMBER = 34_910_000_000;
const FIRST_OWN_NUMBER = 34_950_000_000;
const ROWS_AT_ONCE = 500;

export const md5 = (text: string): string =>
  createHash("md5").update(text).digest("hex");

export const nameOf = (terminal: number): string => `t${terminal}`;
export const aorOf = (terminal: number): string =>
  `${nameOf(terminal)}@${DOMAIN}`;
export const ha1Of = (terminal: number): string =>
  ha1(md5, nameOf(terminal), DOMAIN, PASSWORD);
const userOf = (terminal: number): string => `u${terminal % USERS}`;
/** Six digits, so that it is no number of the others. */
export const extensionOf = (terminal: number): string =>
  String(100_000 + terminal);
/** What programs call a terminal by. */
export const numberOf = (terminal: number): string =>
  `+${FIRST_OWN_NUMBER + terminal}`;
export const destinationOf = (call: number): string =>
  `+${FIRST_NUMBER + (call % 10_000_000)}`;

/** Makes a gateway's database with so many terminals; `endpoint` names the phones of each. */
export async function seedDatabase(
  file: string,
  terminals: number,
  endpoint: (terminal: number) => string = nameOf,
): Promise<void> {
  const db = openDatabase({ file, busyTimeoutMs: 5000 });
  const common = { workspace_id: "default", created_at: Date.now() };
  try {
    await migrateToLatest(db);
    await db
      .insertInto("workspaces")
      .values({ id: "default", name: "default", created_at: Date.now() })
      .execute();
    await db
      .insertInto("users")
      .values(
        Array.from({ length: USERS }, (_, user) => ({
          ...common,
          id: userOf(user),
          name: userOf(user),
        })),
      )
      .execute();
    for (let from = 0; from < terminals; from += ROWS_AT_ONCE) {
      const length = Math.min(ROWS_AT_ONCE, terminals - from);
      const rows = Array.from({ length }, (_, i) => ({
        ...common,
        id: nameOf(from + i),
        user_id: userOf(from + i),
        username: nameOf(from + i),
        domain: DOMAIN,
        ha1: ha1Of(from + i),
        credential_version: 1,
        endpoint: endpoint(from + i),
        extension: extensionOf(from + i),
        number: numberOf(from + i),
        enabled: 1,
      }));
      await db.insertInto("terminals").values(rows).execute();
    }
  } finally {
    await db.destroy();
  }
}
