import { randomUUID } from "node:crypto";
import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import { DomainError } from "../../calls/errors.ts";
import type { OnceStore } from "../../store/once/port.ts";
import type { Terminal, TerminalDirectory } from "../../terminals/port.ts";
import { readScopes, type Scopes, scopeText } from "./scope.ts";

type TokenTimes = {
  tokenTtlSeconds: number;
  /** how long after the digest a token may be renewed */
  renewableSeconds: number;
  ticketTtlSeconds: number;
};

/** Read whenever they are needed: a reload may change them. */
export type TokenOptions = {
  readonly key: string;
  /** what they signed is still taken, and renewed with `key` */
  readonly formerKeys?: readonly string[];
  readonly times: TokenTimes;
  readonly now: () => number;
};

/** Who is asking, proven. `expiresAt` and `renewableUntil` are epoch milliseconds. */
export type Principal = {
  workspaceId: string;
  userId: string;
  terminal: Terminal;
  scopes: Scopes;
  expiresAt: number;
  renewableUntil: number;
};

export type IssuedToken = {
  token: string;
  scopes: Scopes;
  expiresAt: number;
  renewableUntil: number;
};

/** What a token or a ticket stands for, whenever it expires. */
type Grant = Pick<Principal, "terminal" | "scopes" | "renewableUntil">;

const ISSUER = "ringback";
const API_AUDIENCE = "ringback-api";
const TICKET_AUDIENCE = "ringback-ws";
const ALGORITHM = "HS256";

/** Bearer tokens for a terminal's user, and single-use tickets for one socket. They die with the terminal's HA1. */
export class Tokens {
  readonly #o: TokenOptions;
  readonly #directory: TerminalDirectory;
  readonly #once: OnceStore;

  constructor(
    options: TokenOptions,
    directory: TerminalDirectory,
    once: OnceStore,
  ) {
    this.#o = options;
    this.#directory = directory;
    this.#once = once;
  }

  /** A first token, after the digest was shown. */
  async issue(terminal: Terminal, scopes: Scopes): Promise<IssuedToken> {
    const renewableUntil = this.#in(this.#o.times.renewableSeconds);
    return await this.#sign({ terminal, scopes, renewableUntil });
  }

  /** A new token for a good one, with its scopes; the end of renewing does not move. */
  async renew(principal: Principal): Promise<IssuedToken> {
    return await this.#sign(principal);
  }

  /** A ticket for one socket. `expiresAt` is epoch milliseconds. */
  async issueTicket(
    principal: Principal,
  ): Promise<{ ticket: string; expiresAt: number }> {
    const expiresAt = this.#in(this.#o.times.ticketTtlSeconds);
    const ticket = await this.#jwt(TICKET_AUDIENCE, principal, expiresAt);
    return { ticket, expiresAt };
  }

  /** Throws DomainError `invalid_token`. */
  async verify(token: string): Promise<Principal> {
    return (await this.#read(token, API_AUDIENCE)).principal;
  }

  /** A ticket is good for one socket, which lives as long as the session could be renewed. Throws DomainError `invalid_token`. */
  async redeemTicket(ticket: string): Promise<Principal> {
    const { principal, id } = await this.#read(ticket, TICKET_AUDIENCE);
    const ttlMs = (this.#o.times.ticketTtlSeconds + 1) * 1000;
    if (!(await this.#once.claim(`ticket:${id}`, ttlMs))) throw invalidToken();
    return { ...principal, expiresAt: principal.renewableUntil };
  }

  /** Whether the terminal behind a principal is still there with the same HA1. */
  async isAlive(principal: Principal): Promise<boolean> {
    const terminal = await this.#directory.findById(principal.terminal.id);
    return terminal?.credentialVersion === principal.terminal.credentialVersion;
  }

  /** Whole seconds, as a JWT counts: what the client is told is what is checked. */
  #in(seconds: number): number {
    return (Math.floor(this.#o.now() / 1000) + seconds) * 1000;
  }

  async #sign(grant: Grant): Promise<IssuedToken> {
    const { scopes, renewableUntil } = grant;
    const expiresAt = Math.min(
      this.#in(this.#o.times.tokenTtlSeconds),
      renewableUntil,
    );
    const token = await this.#jwt(API_AUDIENCE, grant, expiresAt);
    return { token, scopes, expiresAt, renewableUntil };
  }

  async #jwt(
    audience: string,
    { terminal, scopes, renewableUntil }: Grant,
    expiresAt: number,
  ): Promise<string> {
    return await new SignJWT({
      tid: terminal.id,
      cv: terminal.credentialVersion,
      ren: renewableUntil / 1000,
      scope: scopeText(scopes),
    })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(terminal.userId)
      .setJti(randomUUID())
      .setIssuedAt(Math.floor(this.#o.now() / 1000))
      .setExpirationTime(expiresAt / 1000)
      .sign(bytesOf(this.#o.key));
  }

  async #payload(token: string, audience: string): Promise<JWTPayload> {
    let reason: unknown;
    const { key: current, formerKeys = [] } = this.#o;
    for (const key of [current, ...formerKeys].map(bytesOf)) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience,
          currentDate: new Date(this.#o.now()),
        });
        return payload;
      } catch (fault) {
        reason ??= fault;
      }
    }
    throw invalidToken(reason);
  }

  async #read(
    token: string,
    audience: string,
  ): Promise<{ principal: Principal; id: string }> {
    const payload = await this.#payload(token, audience);
    const { tid, cv, ren, exp, jti, sub, scope } = payload;
    const scopes = typeof scope === "string" ? readScopes(scope) : undefined;
    const terminal =
      typeof tid === "string" ? await this.#directory.findById(tid) : undefined;
    if (
      terminal === undefined ||
      scopes === undefined ||
      terminal.credentialVersion !== cv ||
      terminal.userId !== sub ||
      typeof ren !== "number" ||
      exp === undefined ||
      jti === undefined
    ) {
      throw invalidToken();
    }
    return {
      id: jti,
      principal: {
        workspaceId: terminal.workspaceId,
        userId: terminal.userId,
        terminal,
        scopes,
        expiresAt: exp * 1000,
        renewableUntil: ren * 1000,
      },
    };
  }
}

function bytesOf(key: string): Uint8Array {
  return new TextEncoder().encode(key);
}

function invalidToken(cause?: unknown): DomainError {
  return new DomainError("unauthenticated", "invalid_token", "invalid token", {
    cause,
  });
}
