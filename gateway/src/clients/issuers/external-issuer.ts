import { isScope, type Scope } from "@ringback/shared/ctd/scopes.ts";
import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import type { FetchJson } from "../fetch-json.ts";
import { readKeySet } from "../key-set.ts";
import { KeysUnknown, type KeyTimes, RemoteKeys } from "../remote-keys.ts";
import { invalidToken, uncheckedToken } from "../token-errors.ts";
import { discoverKeys } from "./discovery.ts";

/** An entry of config section `issuers`. */
export type IssuerOptions = {
  readonly issuer: string;
  readonly jwksUri?: string | undefined;
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  readonly clientIdClaim?: string | undefined;
  readonly scopeClaim: string;
  readonly clockSkewSeconds: number;
};

export type IssuerParts = {
  fetchJson: FetchJson;
  times: KeyTimes;
  /** epoch milliseconds */
  now: () => number;
  /** milliseconds that never go back */
  monotonic: () => number;
  /** hears why keys could not be fetched */
  onFault: (fault: unknown) => void;
};

/** Of RFC 9068 and of those before it; ID, logout and DPoP tokens say something else, or nothing we could be the audience of. */
const TYPES = new Set(["at+jwt", "jwt", undefined]);

/** Somebody else who issues tokens for programs. */
export class ExternalIssuer {
  readonly #options: IssuerOptions;
  readonly #now: () => number;
  readonly #keys: RemoteKeys;

  constructor(options: IssuerOptions, parts: IssuerParts) {
    this.#options = options;
    this.#now = parts.now;
    this.#keys = new RemoteKeys(() => this.#fetchKeys(parts.fetchJson), {
      times: parts.times,
      now: parts.monotonic,
      onFault: parts.onFault,
    });
  }

  get issuer(): string {
    return this.#options.issuer;
  }

  /** Which program it is for, as this issuer calls it, and what for. Throws DomainError `invalid_token` or `issuer_unavailable`. */
  async verify(
    token: string,
  ): Promise<{ externalId: string; scopes: readonly Scope[] }> {
    const payload = await this.#payload(token);
    const externalId = this.#clientIdOf(payload);
    // A token bound to its holder's key is worth nothing without the proof of that key, which is not asked for here.
    if (externalId === undefined || payload.cnf !== undefined)
      throw invalidToken();
    return { externalId, scopes: this.#scopesOf(payload) };
  }

  #clientIdOf(payload: JWTPayload): string | undefined {
    const { clientIdClaim } = this.#options;
    const claims =
      clientIdClaim === undefined ? ["client_id", "azp"] : [clientIdClaim];
    const [id] = claims
      .map((claim) => payload[claim])
      .filter((value) => value !== undefined);
    return typeof id === "string" && id !== "" ? id : undefined;
  }

  #scopesOf(payload: JWTPayload): Scope[] {
    const claimed = payload[this.#options.scopeClaim];
    const words: readonly unknown[] =
      typeof claimed === "string"
        ? claimed.split(" ")
        : Array.isArray(claimed)
          ? claimed
          : [];
    return words.filter((word) => typeof word === "string").filter(isScope);
  }

  async #payload(token: string): Promise<JWTPayload> {
    const { issuer, audience, algorithms, clockSkewSeconds } = this.#options;
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        this.#keys.keyFor,
        {
          algorithms: [...algorithms],
          issuer,
          audience: [...audience],
          clockTolerance: clockSkewSeconds,
          requiredClaims: ["exp"],
          currentDate: new Date(this.#now()),
        },
      );
      const type = protectedHeader.typ?.toLowerCase();
      if (!TYPES.has(type?.replace(/^application\//, ""))) throw invalidToken();
      return payload;
    } catch (fault) {
      throw fault instanceof KeysUnknown
        ? uncheckedToken(fault)
        : invalidToken(fault);
    }
  }

  async #fetchKeys(fetchJson: FetchJson): Promise<JSONWebKeySet> {
    const uri =
      this.#options.jwksUri ??
      (await discoverKeys(this.#options.issuer, fetchJson));
    const keys = readKeySet(await fetchJson(uri));
    if (keys === undefined)
      throw new errors.JWKSInvalid(`${uri} holds no set of keys`);
    return keys;
  }
}
