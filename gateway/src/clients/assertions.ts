import { createHash } from "node:crypto";
import { createLocalJWKSet, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { OnceStore } from "../store/once/port.ts";
import type { FetchJson } from "./fetch-json.ts";
import { readKeySet, SIGNATURES } from "./key-set.ts";
import type { Credentials } from "./records.ts";
import { type KeyTimes, RemoteKeys } from "./remote-keys.ts";

export type AssertionOptions = {
  /** what an assertion may be meant for: the issuer, and the door it is shown at */
  audiences: readonly string[];
  /** farthest end of an assertion */
  maxSeconds: number;
  clockSkewSeconds: number;
  times: KeyTimes;
  /** epoch milliseconds */
  now: () => number;
  /** milliseconds that never go back */
  monotonic: () => number;
};

const LONGEST_ID = 255;
/** A JWT made for something else must not sign in. */
const TYPES = new Set(["jwt", "client-authentication+jwt", undefined]);

/** `private_key_jwt`: programs that sign in with a key of their own (RFC 7523, OpenID Connect Core §9). */
export class Assertions {
  readonly #options: AssertionOptions;
  readonly #once: OnceStore;
  readonly #fetchJson: FetchJson;
  readonly #onFault: (fault: unknown) => void;
  /** By program; admins name the addresses, so there are few. */
  readonly #remote = new Map<string, { uri: string; keys: RemoteKeys }>();

  constructor(
    options: AssertionOptions,
    parts: {
      once: OnceStore;
      fetchJson: FetchJson;
      onFault: (fault: unknown) => void;
    },
  ) {
    this.#options = options;
    this.#once = parts.once;
    this.#fetchJson = parts.fetchJson;
    this.#onFault = parts.onFault;
  }

  /** True once for each assertion of this program. Rejects where the store cannot say. */
  async isGood(
    assertion: string,
    { clientId, keys }: Credentials,
  ): Promise<boolean> {
    if (keys === undefined) return false;
    const { clockSkewSeconds, maxSeconds, now } = this.#options;
    const claims = await this.#claims(assertion, clientId, keys);
    if (claims === undefined) return false;
    const leftMs = (claims.exp + clockSkewSeconds) * 1000 - now();
    if (leftMs > (maxSeconds + 2 * clockSkewSeconds) * 1000) return false;
    const key = createHash("sha256")
      .update(JSON.stringify([clientId, claims.jti]))
      .digest("hex");
    return await this.#once.claim(`assertion:${key}`, leftMs + 1000);
  }

  async #claims(
    assertion: string,
    clientId: string,
    keys: NonNullable<Credentials["keys"]>,
  ): Promise<{ exp: number; jti: string } | undefined> {
    const { audiences, clockSkewSeconds, now } = this.#options;
    try {
      const { payload, protectedHeader } = await jwtVerify(
        assertion,
        this.#keysOf(clientId, keys),
        {
          algorithms: [...SIGNATURES],
          issuer: clientId,
          subject: clientId,
          audience: [...audiences],
          clockTolerance: clockSkewSeconds,
          currentDate: new Date(now()),
        },
      );
      const { exp, jti } = payload;
      const isId = typeof jti === "string" && jti.length <= LONGEST_ID;
      return TYPES.has(protectedHeader.typ?.toLowerCase()) && isId && exp
        ? { exp, jti }
        : undefined;
    } catch {
      return undefined;
    }
  }

  #keysOf(
    clientId: string,
    keys: NonNullable<Credentials["keys"]>,
  ): JWTVerifyGetKey {
    if ("jwks" in keys)
      return createLocalJWKSet(
        readKeySet(JSON.parse(keys.jwks)) ?? { keys: [] },
      );
    const { uri } = keys;
    const held = this.#remote.get(clientId);
    if (held?.uri === uri) return held.keys.keyFor;
    const remote = new RemoteKeys(() => this.#fetchKeys(uri), {
      times: this.#options.times,
      now: this.#options.monotonic,
      onFault: this.#onFault,
    });
    this.#remote.set(clientId, { uri, keys: remote });
    return remote.keyFor;
  }

  async #fetchKeys(uri: string) {
    const keys = readKeySet(await this.#fetchJson(uri));
    if (keys === undefined) throw new Error(`${uri} holds no set of keys`);
    return keys;
  }
}
