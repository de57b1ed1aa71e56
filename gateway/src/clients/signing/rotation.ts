import { AdminError } from "../../store/admin-error.ts";
import type { SigningKeysTable } from "../../store/client-tables.ts";
import type { Database } from "../../store/database.ts";
import type { Sealer } from "../../store/sealer.ts";
import { newKey } from "./key.ts";

/** `next`: published, does not sign yet. `former`: signs no more, but tokens it signed may live. */
type KeyState = "next" | "signing" | "former";

export type KeyInfo = {
  id: string;
  state: KeyState;
  createdAt: string;
  signsFrom: string;
  /** null until another key follows */
  expiresAt: string | null;
};

/** Of config section `oauth`. */
export type RotationTimes = {
  readonly keyLeadSeconds: number;
  readonly tokenTtlSeconds: number;
};

/** A token signed in the last moment, checked by a clock that is a little late. */
const SLACK_MS = 60_000;

/** The keys whose tokens may still live, the newest first. */
export async function liveKeys(
  db: Database,
  now: number,
): Promise<SigningKeysTable[]> {
  return await db
    .selectFrom("signing_keys")
    .selectAll()
    .where(({ eb, or }) =>
      or([eb("expires_at", "is", null), eb("expires_at", ">", now)]),
    )
    .orderBy("signs_from", "desc")
    .orderBy("created_at", "desc")
    .execute();
}

/** The newest of those that may sign already, of `liveKeys`; after a clock was set back, the oldest there is. */
export function signingOf(
  keys: readonly SigningKeysTable[],
  now: number,
): SigningKeysTable | undefined {
  return keys.find(({ signs_from }) => signs_from <= now) ?? keys.at(-1);
}

export function keyInfos(
  keys: readonly SigningKeysTable[],
  now: number,
): KeyInfo[] {
  const signing = signingOf(keys, now);
  const iso = (ms: number) => new Date(ms).toISOString();
  return keys.map((key) => ({
    id: key.id,
    state:
      key === signing ? "signing" : key.signs_from > now ? "next" : "former",
    createdAt: iso(key.created_at),
    signsFrom: iso(key.signs_from),
    expiresAt: key.expires_at === null ? null : iso(key.expires_at),
  }));
}

/** Makes the first key where there is none: nobody has tokens of another, so it signs at once. Several gateways may try at once. */
export async function ensureKey(
  db: Database,
  sealer: Sealer,
  now: number,
): Promise<void> {
  const fresh = await newKey(sealer);
  await db.transaction().execute(async (transaction) => {
    const any = await transaction
      .selectFrom("signing_keys")
      .select("id")
      .where("expires_at", "is", null)
      .executeTakeFirst();
    if (any !== undefined) return;
    await transaction
      .insertInto("signing_keys")
      .values({ ...fresh, created_at: now, signs_from: now, expires_at: null })
      .execute();
  });
}

/**
 * A new key, published now and signing after `keyLeadSeconds`; those before it stay until their last token is dead.
 * `atOnce`: it signs now and those before it are worth nothing from now on, nor are their tokens.
 * Throws AdminError where a new key waits already.
 */
export async function rotateKeys(
  db: Database,
  sealer: Sealer,
  options: { times: RotationTimes; atOnce: boolean; now: number },
): Promise<KeyInfo[]> {
  const { times, atOnce, now } = options;
  const fresh = await newKey(sealer);
  const signsFrom = atOnce ? now : now + times.keyLeadSeconds * 1000;
  const lastDies = signsFrom + times.tokenTtlSeconds * 1000 + SLACK_MS;
  await db.transaction().execute(async (transaction) => {
    if (atOnce) await transaction.deleteFrom("signing_keys").execute();
    else
      await transaction
        .deleteFrom("signing_keys")
        .where("expires_at", "<=", now)
        .execute();
    const waiting = await transaction
      .selectFrom("signing_keys")
      .select("signs_from")
      .where("signs_from", ">", now)
      .executeTakeFirst();
    if (waiting !== undefined)
      throw new AdminError(
        `a new key is published already and signs from ${new Date(waiting.signs_from).toISOString()}`,
      );
    await transaction
      .updateTable("signing_keys")
      .set({ expires_at: lastDies })
      .where("expires_at", "is", null)
      .execute();
    await transaction
      .insertInto("signing_keys")
      .values({
        ...fresh,
        created_at: now,
        signs_from: signsFrom,
        expires_at: null,
      })
      .execute();
  });
  return keyInfos(await liveKeys(db, now), now);
}
