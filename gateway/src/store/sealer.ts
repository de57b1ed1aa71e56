/** Secrets at rest: what the database must be able to give back, but nobody who only has the file may read. */
import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
} from "node:crypto";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
/** NIST SP 800-38D §8.2.2: a random one of 96 bits is good for 2^32 texts under one key. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 8;
const FORM = /^s1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/;

/** Sealed under another key, for another purpose, or not a sealed text at all. Says nothing of the content. */
class SealBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SealBroken";
  }
}

/**
 * Seals with AES-256-GCM under a key derived for each purpose (HKDF-SHA256, RFC 5869). A sealed text is
 * `s1.<id of the key>.<base64url of iv, tag and cipher text>`.
 */
export class Sealer {
  readonly #id: string;
  /** By the id that stands in what they sealed. */
  readonly #keys: ReadonlyMap<string, string>;

  /** `formerKeys` open what they sealed, and seal no more. */
  constructor(key: string, formerKeys: readonly string[]) {
    this.#id = idOf(key);
    this.#keys = new Map(
      [...formerKeys, key].map((each) => [idOf(each), each]),
    );
  }

  /** Every text differs, also of the same plain one. */
  seal(purpose: string, plain: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#keyFor(this.#id, purpose), iv);
    const sealed = Buffer.concat([
      cipher.update(plain, "utf8"),
      cipher.final(),
    ]);
    const body = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    return `s1.${this.#id}.${body.toString("base64url")}`;
  }

  /** Throws SealBroken. */
  open(purpose: string, sealed: string): string {
    const [, id, text] = FORM.exec(sealed) ?? [];
    const body = Buffer.from(text ?? "", "base64url");
    if (id === undefined || body.length < IV_BYTES + TAG_BYTES)
      throw new SealBroken("this is not a sealed text");
    const iv = body.subarray(0, IV_BYTES);
    const key = this.#keyFor(id, purpose);
    const decipher = createDecipheriv(CIPHER, key, iv, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(body.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const plain = decipher.update(body.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([plain, decipher.final()]).toString("utf8");
    } catch {
      throw new SealBroken(
        "a sealed text was changed, or sealed for another purpose",
      );
    }
  }

  #keyFor(id: string, purpose: string): Buffer {
    const key = this.#keys.get(id);
    if (key === undefined)
      throw new SealBroken(
        "sealed with a key that is neither secrets.storageKey nor among secrets.previousStorageKeys",
      );
    return derive(key, `seal ${purpose}`, KEY_BYTES);
  }
}

function idOf(key: string): string {
  return derive(key, "key id", ID_BYTES).toString("hex");
}

function derive(key: string, info: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `ringback ${info}`, bytes));
}
