/** Access tokens for sinks with PRIVATE_KEY_JWT: fetched with an assertion of ours, kept in memory, fetched anew before they expire. */

import { ulid } from "ulid";
import { BoundedMap } from "../store/bounded-map.ts";
import type { Guard } from "./guard/guard.ts";
import type { SignAssertion, SinkCredential } from "./port.ts";
import { within } from "./within.ts";

type ByKey = Extract<SinkCredential, { kind: "private_key_jwt" }>;

/** Config section `delivery`. */
export type TokenRules = {
  /** until a fetch is given up */
  attemptTimeoutMs: number;
  tokenSlackSeconds: number;
  tokenMaxSeconds: number;
  assertionSeconds: number;
  /** more than so many are not kept; the oldest go first */
  tokensKept: number;
};

/** The token server refuses us: asking again will not help. */
export class TokenRefused extends Error {
  constructor() {
    super("the token server gives no token");
    this.name = "TokenRefused";
  }
}

/** The token server cannot do it now. */
export class TokenUnavailable extends Error {
  constructor(options: { cause?: unknown } = {}) {
    super("the token server did not answer as it should", options);
    this.name = "TokenUnavailable";
  }
}

/** RFC 6750 §2.1; longer ones do not fit into a header everywhere. */
const TOKEN = /^[A-Za-z0-9._~+/-]{1,8192}=*$/;

type Kept = { token: string; goodUntil: number };

export class SinkTokens {
  readonly #guard: Pick<Guard, "request">;
  readonly #sign: SignAssertion;
  readonly #rules: TokenRules;
  readonly #now: () => number;
  readonly #kept: BoundedMap<string, Kept>;
  readonly #coming = new Map<string, Promise<Kept>>();

  constructor(parts: {
    guard: Pick<Guard, "request">;
    sign: SignAssertion;
    rules: TokenRules;
    now: () => number;
  }) {
    this.#guard = parts.guard;
    this.#sign = parts.sign;
    this.#rules = parts.rules;
    this.#kept = new BoundedMap(parts.rules.tokensKept);
    this.#now = parts.now;
  }

  /** Of this client alone: no other gets a token that was fetched for it. Rejects with TokenRefused, TokenUnavailable, RequestFault or SinkRefused. */
  async get(clientId: string, credential: ByKey): Promise<string> {
    const key = keyOf(clientId, credential);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.goodUntil > this.#now()) return kept.token;
    let coming = this.#coming.get(key);
    if (coming === undefined) {
      coming = this.#fetchInTime(credential).finally(() =>
        this.#coming.delete(key),
      );
      this.#coming.set(key, coming);
    }
    const fresh = await coming;
    this.#kept.set(key, fresh);
    return fresh.token;
  }

  /** The sink refused this one; a newer one stays. */
  drop(clientId: string, credential: ByKey, token: string): void {
    const key = keyOf(clientId, credential);
    if (this.#kept.get(key)?.token === token) this.#kept.delete(key);
  }

  /** Nobody waits for one that hangs; the next one begins anew. */
  async #fetchInTime(credential: ByKey): Promise<Kept> {
    const { attemptTimeoutMs } = this.#rules;
    const late = () => new TokenUnavailable();
    return await within(attemptTimeoutMs, this.#fetch(credential), late);
  }

  async #fetch({ clientId, tokenUri }: ByKey): Promise<Kept> {
    const assertion = await this.#assertion(clientId, tokenUri);
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_assertion_type:
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    });
    const { status, body, isCut } = await this.#guard.request({
      url: tokenUri,
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: Buffer.from(form.toString()),
    });
    if (status >= 300 && status < 500 && ![408, 425, 429].includes(status)) {
      throw new TokenRefused();
    }
    if (status !== 200 || isCut) throw new TokenUnavailable();
    return this.#read(body.toString("utf8"));
  }

  async #assertion(clientId: string, tokenUri: string): Promise<string> {
    const at = Math.floor(this.#now() / 1000);
    try {
      return await this.#sign({
        iss: clientId,
        sub: clientId,
        aud: tokenUri,
        jti: ulid(),
        iat: at,
        exp: at + this.#rules.assertionSeconds,
      });
    } catch (cause) {
      throw new TokenUnavailable({ cause });
    }
  }

  #read(text: string): Kept {
    const { access_token, token_type, expires_in } = fieldsOf(text);
    const isBearer =
      typeof token_type === "string" && token_type.toLowerCase() === "bearer";
    if (typeof access_token !== "string" || !TOKEN.test(access_token)) {
      throw new TokenUnavailable();
    }
    if (!isBearer) throw new TokenRefused();
    const { tokenMaxSeconds, tokenSlackSeconds } = this.#rules;
    const seconds =
      typeof expires_in === "number" && expires_in >= 0
        ? Math.min(expires_in, tokenMaxSeconds)
        : tokenMaxSeconds;
    // A life shorter than the slack: good for what is sent now.
    const goodFor = Math.max(0, seconds - tokenSlackSeconds);
    return { token: access_token, goodUntil: this.#now() + goodFor * 1000 };
  }
}

type Fields = Partial<
  Record<"access_token" | "token_type" | "expires_in", unknown>
>;

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    throw new TokenUnavailable();
  }
}

function keyOf(clientId: string, { clientId: id, tokenUri }: ByKey): string {
  return JSON.stringify([clientId, id, tokenUri]);
}
