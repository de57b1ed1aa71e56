import type { CryptoKey, JWK } from "jose";
import type { SigningKeysTable } from "../../store/client-tables.ts";
import type { Database } from "../../store/database.ts";
import type { Sealer } from "../../store/sealer.ts";
import { privateKeyOf, publicJwkOf, publicKeyOf } from "./key.ts";
import { ensureKey, liveKeys, signingOf } from "./rotation.ts";

type Held = { row: SigningKeysTable; verify: CryptoKey };
type Loaded = { at: number; keys: ReadonlyMap<string, Held> };

export type KeyRingOptions = {
  cacheSeconds: number;
  /** epoch milliseconds */
  now: () => number;
  /** milliseconds that never go back */
  monotonic: () => number;
};

/** The gateway's signing keys as the database has them, read anew every few seconds; the first one is made when it is first needed. */
export class KeyRing {
  readonly #db: Database;
  readonly #sealer: Sealer;
  readonly #options: KeyRingOptions;
  #loading: Promise<Loaded> | undefined;
  #loaded: Loaded | undefined;
  #signer: { id: string; key: CryptoKey } | undefined;

  constructor(db: Database, sealer: Sealer, options: KeyRingOptions) {
    this.#db = db;
    this.#sealer = sealer;
    this.#options = options;
  }

  /** Throws where the key cannot be unsealed. */
  async signer(): Promise<{ id: string; key: CryptoKey }> {
    let row = signingOf(await this.#rows(), this.#options.now());
    if (row === undefined) {
      await ensureKey(this.#db, this.#sealer, this.#options.now());
      this.#loaded = undefined;
      row = signingOf(await this.#rows(), this.#options.now());
    }
    if (row === undefined) throw new Error("there is no key that may sign");
    if (this.#signer?.id !== row.id)
      this.#signer = {
        id: row.id,
        key: await privateKeyOf(row, this.#sealer),
      };
    return this.#signer;
  }

  /** undefined: there is none of this id, or its last token is dead. */
  async verifier(id: string): Promise<CryptoKey | undefined> {
    const held = (await this.#load()).keys.get(id);
    return held === undefined || this.#isDead(held.row)
      ? undefined
      : held.verify;
  }

  /** What others check our tokens with: also the key that will sign next. */
  async published(): Promise<JWK[]> {
    await this.signer();
    return (await this.#rows()).map(publicJwkOf);
  }

  async #rows(): Promise<SigningKeysTable[]> {
    const { keys } = await this.#load();
    return Array.from(keys.values(), ({ row }) => row).filter(
      (row) => !this.#isDead(row),
    );
  }

  #isDead({ expires_at }: SigningKeysTable): boolean {
    return expires_at !== null && expires_at <= this.#options.now();
  }

  async #load(): Promise<Loaded> {
    const { monotonic, cacheSeconds } = this.#options;
    const loaded = this.#loaded;
    if (loaded !== undefined && monotonic() - loaded.at < cacheSeconds * 1000)
      return loaded;
    this.#loading ??= this.#read().finally(() => {
      this.#loading = undefined;
    });
    return await this.#loading;
  }

  async #read(): Promise<Loaded> {
    const at = this.#options.monotonic();
    const rows = await liveKeys(this.#db, this.#options.now());
    const before = this.#loaded?.keys;
    const held = await Promise.all(
      rows.map(async (row): Promise<[string, Held]> => {
        const verify = before?.get(row.id)?.verify ?? (await publicKeyOf(row));
        return [row.id, { row, verify }];
      }),
    );
    this.#loaded = { at, keys: new Map(held) };
    return this.#loaded;
  }
}
