import { randomUUID } from "node:crypto";
import { isScope, type Scope } from "@ringback/shared/ctd/scopes.ts";
import {
  decodeProtectedHeader,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { DomainError } from "../calls/errors.ts";
import type { OnceStore } from "../store/once/port.ts";
import type { CachedClients } from "./directory.ts";
import type { ProgramPrincipal } from "./port.ts";
import { SIGNATURE } from "./signing/key.ts";
import type { KeyRing } from "./signing/key-ring.ts";
import { invalidToken } from "./token-errors.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

export type OwnTokenOptions = {
  /** `iss` */
  issuer: string;
  /** `aud` */
  audience: string;
  ttlSeconds: number;
  /** epoch milliseconds */
  now: () => number;
};

/** Whom a token is for, what it is good for, and by which of the program's proofs it was got. */
export type Grant = {
  clientId: string;
  scopes: readonly Scope[];
  proof: string;
};

/** Header `typ` of an access token, RFC 9068 §2.1: nothing else that we sign is taken for one. */
const TYPE = "at+jwt";

/** The gateway's own access tokens: JWTs of RFC 9068. They end with the proof they were got by, and with their program. */
export class OwnTokens {
  readonly #options: OwnTokenOptions;
  readonly #ring: KeyRing;
  readonly #clients: CachedClients;
  readonly #once: OnceStore;
  readonly #verified = new VerifiedTokens();

  constructor(
    options: OwnTokenOptions,
    parts: { ring: KeyRing; clients: CachedClients; once: OnceStore },
  ) {
    this.#options = options;
    this.#ring = parts.ring;
    this.#clients = parts.clients;
    this.#once = parts.once;
  }

  get issuer(): string {
    return this.#options.issuer;
  }

  /** `expiresIn`: seconds. */
  async issue({ clientId, scopes, proof }: Grant): Promise<{
    token: string;
    expiresIn: number;
  }> {
    const { issuer, audience, ttlSeconds, now } = this.#options;
    const { id, key } = await this.#ring.signer();
    const issuedAt = Math.floor(now() / 1000);
    const token = await new SignJWT({
      client_id: clientId,
      scope: scopes.join(" "),
      prf: proof,
    })
      .setProtectedHeader({ alg: SIGNATURE, typ: TYPE, kid: id })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(clientId)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ttlSeconds)
      .sign(key);
    return { token, expiresIn: ttlSeconds };
  }

  /** Throws DomainError `invalid_token`. */
  async verify(token: string): Promise<ProgramPrincipal> {
    const { clientId, scope, proof, id } = await this.#read(token);
    const [[revoked], record] = await Promise.all([
      this.#once.look([revokedKey(id)]),
      this.#recordWith(proof, clientId),
    ]);
    if (
      revoked === undefined ||
      revoked.count > 0 ||
      record === undefined ||
      !record.client.enabled ||
      !record.proofs.has(proof)
    )
      throw invalidToken();
    const granted = scope.split(" ").filter(isScope);
    // What was taken from the program since is taken from its tokens.
    const { client } = record;
    return {
      client,
      scopes: new Set(granted.filter((each) => client.scopes.includes(each))),
    };
  }

  /** A program or a secret that is newer than what is held in the cache is no reason to refuse. */
  async #recordWith(proof: string, clientId: string) {
    const record = await this.#clients.record(clientId);
    return record?.proofs.has(proof)
      ? record
      : await this.#clients.fresh(clientId);
  }

  /**
   * From now on the token is worth nothing. Gives whose it was; undefined where it is worth nothing already.
   * Whose it is must be `clientId`: another program's token stays.
   */
  async revoke(token: string, clientId: string): Promise<string | undefined> {
    const read = await this.#read(token).catch((fault: unknown) => {
      if (fault instanceof DomainError) return undefined;
      throw fault;
    });
    if (read?.clientId === clientId) {
      const left = read.expiresAt - this.#options.now();
      await this.#once.claim(revokedKey(read.id), Math.max(left, 1));
    }
    return read?.clientId;
  }

  async #read(token: string) {
    const { sub, client_id, scope, prf, jti, exp } = await this.#payload(token);
    if (
      typeof client_id !== "string" ||
      client_id !== sub ||
      typeof scope !== "string" ||
      typeof prf !== "string" ||
      typeof jti !== "string" ||
      exp === undefined
    )
      throw invalidToken();
    return {
      clientId: client_id,
      scope,
      proof: prf,
      id: jti,
      expiresAt: exp * 1000,
    };
  }

  async #payload(token: string): Promise<JWTPayload> {
    const { issuer, audience, now } = this.#options;
    const key = await this.#ring.verifier(keyIdIn(token));
    if (key === undefined) throw invalidToken();
    const known = this.#verified.find(token, key, now());
    if (known !== undefined) return known;
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [SIGNATURE],
        typ: TYPE,
        issuer,
        audience,
        currentDate: new Date(now()),
      });
      this.#verified.keep(token, { key, payload });
      return payload;
    } catch (fault) {
      throw invalidToken(fault);
    }
  }
}

function keyIdIn(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? "";
  } catch (fault) {
    throw invalidToken(fault);
  }
}

function revokedKey(id: string): string {
  return `revoked:${id}`;
}
