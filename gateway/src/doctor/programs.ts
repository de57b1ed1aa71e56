/** What programs need of the database: they themselves, and a key that signs their tokens. */
import { privateKeyOf } from "../clients/signing/key.ts";
import { liveKeys, signingOf } from "../clients/signing/rotation.ts";
import type { Database } from "../store/database.ts";
import type { Sealer } from "../store/sealer.ts";
import { type Finding, Findings } from "./finding.ts";

const DAY_MS = 86_400_000;
/** A key that signs longer than this is worth more to a thief than the work of a rotation. */
const OLD_KEY_DAYS = 365;

export type Programs = { count: number; trunkCallers: number };

/** How many programs may sign in, and how many of them may have outside numbers called on both sides. */
export async function countPrograms(db: Database): Promise<Programs> {
  const rows = await db
    .selectFrom("clients")
    .select(["trunk_caller"])
    .where("enabled", "=", 1)
    .execute();
  const trunkCallers = rows.filter(({ trunk_caller }) => trunk_caller === 1);
  return { count: rows.length, trunkCallers: trunkCallers.length };
}

/** The key that signs tokens now. */
export async function examineSigningKeys(
  db: Database,
  sealer: Sealer,
  now: number,
): Promise<Finding[]> {
  const found = new Findings("signing keys");
  const key = signingOf(await liveKeys(db, now), now);
  if (key === undefined) {
    found.ok(
      "signing key",
      "There is none yet: it is made with the first token.",
    );
    return found.all;
  }
  try {
    await privateKeyOf(key, sealer);
  } catch {
    found.fault(
      "signing key",
      `The key ${key.id} cannot be unsealed, so no program gets a token.`,
      "Put the former storageKey into secrets.previousStorageKeys, or make a new key with `ringback key rotate --now`.",
    );
    return found.all;
  }
  const days = Math.floor((now - key.signs_from) / DAY_MS);
  const text = `The key ${key.id} signs since ${new Date(key.signs_from).toISOString()}.`;
  if (key.signs_from > now)
    found.warning(
      "signing key",
      `The key ${key.id} is of a later time than this machine's clock.`,
      "Set this machine's clock right (NTP): tokens are checked by it.",
    );
  else if (days > OLD_KEY_DAYS)
    found.warning(
      "signing key",
      text,
      "Make a new one: `ringback key rotate`.",
    );
  else found.ok("signing key", text);
  return found.all;
}
