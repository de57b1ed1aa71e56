import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { addClient, addSecret } from "../../../gateway/src/clients/admin.ts";
import { openDatabase } from "../../../gateway/src/store/database.ts";
import { DOMAIN } from "../people.ts";

/** The most that the command line takes. */
const NO_LIMIT = 100_000;

export type Account = { id: string; secret: string };

/** Adds a program that may call whom it likes at home, as often as it likes. */
export async function addAccount(database: string): Promise<Account> {
  const db = openDatabase({ file: database, busyTimeoutMs: 5000 });
  try {
    const id = await addClient(db, {
      ...{ name: "bench", domain: DOMAIN, scopes: SCOPES },
      ...{ trunkCaller: false, premium: false, international: false },
      ...{ callerPrefixes: [], calleePrefixes: [], maskNumbers: [] },
      ...{ callsPerMinute: NO_LIMIT, callsAtOnce: NO_LIMIT },
      ...{ recordingBeep: false, handshake: false, keys: null, external: null },
    });
    const { secret } = await addSecret(db, id, 0);
    return { id, secret };
  } finally {
    await db.destroy();
  }
}

/** Its access token of this gateway. */
export async function tokenOf(
  origin: string,
  { id, secret }: Account,
): Promise<string> {
  const answer = await fetch(`${origin}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const body: unknown = await answer.json();
  const token: unknown =
    typeof body === "object" &&
    body !== null &&
    Reflect.get(body, "access_token");
  if (typeof token === "string") return token;
  throw new Error(`/oauth/token: ${answer.status} ${JSON.stringify(body)}`);
}
