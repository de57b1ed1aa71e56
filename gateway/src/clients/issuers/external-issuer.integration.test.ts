/** Tokens of a real OpenID provider on loopback, and of liars beside it. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  SignJWT,
} from "jose";
import Provider from "oidc-provider";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFetchJson } from "../../assembly/fetch-json.ts";
import { testConfig } from "../../config/testing.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import { Sealer } from "../../store/sealer.ts";
import { AllAccessTokens } from "../access-tokens.ts";
import { addClient, changeClient } from "../admin.ts";
import { CachedClients } from "../directory.ts";
import { OwnTokens } from "../own-tokens.ts";
import { ClientRecords } from "../records.ts";
import { KeyRing } from "../signing/key-ring.ts";
import { emptyDatabase, newClient } from "../testing.ts";
import { ExternalIssuer } from "./external-issuer.ts";

const AUDIENCE = "https://ringback.example";
const READ = "click-to-dial:calls:read";

type Pair = { privateKey: CryptoKey; publicKey: CryptoKey; kid: string };

async function pair(kid: string): Promise<Pair> {
  return { ...(await generateKeyPair("RS256", { extractable: true })), kid };
}

async function jwkOf({ privateKey, kid }: Pair): Promise<JWK> {
  return { ...(await exportJWK(privateKey)), kid, alg: "RS256", use: "sig" };
}

/** A provider whose keys can be changed, which can be slow or away, and which counts who asks for its keys. */
async function openProvider(first: Pair) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const issuer = `http://127.0.0.1:${port}`;
  const state = { down: false, delayMs: 0, fetched: 0, answer: "" };
  let handle = await handlerOf(issuer, [await jwkOf(first)]);
  const answer = (response: ServerResponse, run: () => void) => {
    if (state.down) response.writeHead(503).end();
    else setTimeout(run, state.delayMs);
  };
  server.on("request", (request, response: ServerResponse) => {
    if (request.url === "/jwks") {
      state.fetched += 1;
      if (state.answer !== "") {
        response.writeHead(200).end(state.answer);
        return;
      }
    }
    answer(response, () => void handle(request, response));
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    issuer,
    state,
    rotate: async (...keys: Pair[]) => {
      handle = await handlerOf(issuer, await Promise.all(keys.map(jwkOf)));
    },
    /** By client credentials, as a program asks. */
    token: async (scope = READ) => {
      const response = await fetch(`${issuer}/token`, {
        method: "POST",
        headers: {
          authorization: `Basic ${btoa("crm-there:a-secret-of-the-provider")}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({
          ...{ grant_type: "client_credentials", resource: AUDIENCE, scope },
        }),
      });
      const body: { access_token: string } = JSON.parse(await response.text());
      return body.access_token;
    },
  };
}

async function handlerOf(issuer: string, keys: JWK[]) {
  const provider = new Provider(issuer, {
    jwks: { keys },
    clients: [
      {
        client_id: "crm-there",
        client_secret: "a-secret-of-the-provider",
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
      },
    ],
    scopes: [...SCOPES],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: SCOPES.join(" "),
          audience: AUDIENCE,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  });
  return provider.callback();
}

async function open(more: Record<string, string> = {}) {
  const first = await pair("first");
  const provider = await openProvider(first);
  const config = testConfig({
    RINGBACK_ISSUERS_OFFICE_ISSUER: provider.issuer,
    RINGBACK_ISSUERS_OFFICE_AUDIENCE: AUDIENCE,
    RINGBACK_OAUTH_JWKS_TIMEOUT_MS: "300",
    ...more,
  });
  const db = await emptyDatabase();
  const clock = { ms: 0 };
  const now = () => Date.now() + clock.ms;
  const records = new ClientRecords(db, new Sealer("1f".repeat(32), []), {
    now,
    onFault: () => undefined,
  });
  const clients = new CachedClients(records, { cacheSeconds: 1, now });
  const id = await addClient(db, {
    ...newClient("crm"),
    external: { issuer: provider.issuer, id: "crm-there" },
  });
  const { fetchJson, close } = createFetchJson(config);
  onTestFinished(close);
  const faults: unknown[] = [];
  const issuers = Object.values(config.issuers).map(
    (options) =>
      new ExternalIssuer(options, {
        fetchJson,
        times: { freshMs: 300_000, staleMs: 86_400_000, cooldownMs: 30_000 },
        now,
        monotonic: now,
        onFault: (fault) => faults.push(fault),
      }),
  );
  const options = { issuer: AUDIENCE, audience: AUDIENCE, ttlSeconds: 600 };
  const ring = new KeyRing(db, new Sealer("1f".repeat(32), []), {
    ...{ cacheSeconds: 1, now, monotonic: now },
  });
  const own = new OwnTokens(
    { ...options, now },
    { ring, clients, once: new SqlOnceStore(db, now) },
  );
  const tokens = new AllAccessTokens(own, clients, issuers);
  /** Signed as the provider signs, with anything changed. */
  const forge = async (
    claims: Record<string, string | number | object | undefined> = {},
    header: Record<string, string> = {},
    key: CryptoKey | Uint8Array = first.privateKey,
  ) => {
    const seconds = Math.floor(now() / 1000);
    return await new SignJWT({
      ...{ iss: provider.issuer, aud: AUDIENCE, client_id: "crm-there" },
      ...{ scope: READ, iat: seconds, exp: seconds + 300 },
      ...claims,
    })
      .setProtectedHeader({
        ...{ alg: "RS256", kid: "first", typ: "at+jwt" },
        ...header,
      })
      .sign(key);
  };
  return { ...provider, first, db, id, clock, tokens, own, faults, forge };
}

const refused = expect.objectContaining({
  kind: "unauthenticated",
  code: "invalid_token",
  message: "invalid token",
});
const unchecked = expect.objectContaining({
  kind: "unauthenticated",
  code: "issuer_unavailable",
});

describe("a provider's token", () => {
  it("is good for the program of that external id, for no more than both sides allow", async () => {
    const { tokens, token, db, id } = await open();
    const all = await token(SCOPES.join(" "));
    const principal = await tokens.verify(all);
    expect(principal.client.id).toBe(id);
    expect([...principal.scopes]).toEqual([...SCOPES]);
    expect([...(await tokens.verify(await token())).scopes]).toEqual([READ]);
    await changeClient(db, id, { scopes: ["click-to-dial:calls:create"] });
    await expect
      .poll(async () => [...(await tokens.verify(all)).scopes], {
        timeout: 4000,
      })
      .toEqual(["click-to-dial:calls:create"]);
  });

  it("of a disabled program, or of one nobody added, is refused", async () => {
    const { tokens, token, db, id, forge } = await open();
    await changeClient(db, id, { enabled: false });
    await expect(tokens.verify(await token())).rejects.toEqual(refused);
    const other = await forge({ client_id: "somebody" });
    await expect(tokens.verify(other)).rejects.toEqual(refused);
  });

  it("is refused where anything is not as it must be", async () => {
    const { tokens, forge, first, issuer } = await open();
    await tokens.verify(await forge());
    const now = Math.floor(Date.now() / 1000);
    const stranger = await pair("first");
    const publicPem = new TextEncoder().encode(
      await exportSPKI(first.publicKey),
    );
    const claims = { iss: issuer, aud: AUDIENCE, client_id: "crm-there" };
    const encode = (value: object) =>
      Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = `${encode({ alg: "none" })}.${encode({ ...claims, exp: now + 60 })}.`;
    for (const bad of [
      await forge({ aud: "https://elsewhere.example" }),
      await forge({ aud: undefined }),
      await forge({ iss: "https://elsewhere.example" }),
      await forge({ iss: `${issuer}/` }),
      await forge({ exp: now - 31 }),
      await forge({ exp: undefined }),
      await forge({ nbf: now + 60 }),
      await forge({ client_id: undefined }),
      await forge({ cnf: { jkt: "x" } }),
      await forge({}, { typ: "logout+jwt" }),
      await forge({}, { typ: "dpop+jwt" }),
      await forge({}, {}, stranger.privateKey),
      // The public key taken for a shared one
      await forge({}, { alg: "HS256" }, publicPem),
      unsigned,
      "junk",
      `${await forge()}x`,
      `${"a".repeat(9000)}.b.c`,
    ])
      await expect(tokens.verify(bad)).rejects.toEqual(refused);
    await tokens.verify(await forge({ exp: now - 20 }));
    await tokens.verify(await forge({ nbf: now + 20 }));
    await tokens.verify(
      await forge({ client_id: undefined, azp: "crm-there" }),
    );
  });

  it("an own token is no provider's, nor the other way round", async () => {
    const { tokens, own, forge, id } = await open();
    const { token } = await own.issue({
      ...{ clientId: id, scopes: [READ], proof: "none" },
    });
    // The program has no such proof.
    await expect(tokens.verify(token)).rejects.toEqual(refused);
    await expect(own.verify(await forge())).rejects.toEqual(refused);
    await expect(tokens.verify(await forge({ iss: AUDIENCE }))).rejects.toEqual(
      refused,
    );
  });
});

describe("its keys", () => {
  it("are fetched once for many, and again for a key nobody has seen, not more often than the cooldown", async () => {
    const { tokens, token, state, rotate, clock, forge } = await open();
    const many = await Promise.all(Array.from({ length: 10 }, () => token()));
    await Promise.all(many.map((each) => tokens.verify(each)));
    expect(state.fetched).toBe(1);
    const second = await pair("second");
    await rotate(second);
    const fresh = await token();
    await expect(tokens.verify(fresh)).rejects.toEqual(refused);
    clock.ms += 31_000;
    await tokens.verify(fresh);
    expect(state.fetched).toBe(2);
    for (let n = 0; n < 20; n += 1)
      await tokens
        .verify(await forge({}, { kid: `made-up-${n}` }))
        .catch(() => undefined);
    expect(state.fetched).toBe(2);
  });

  it("known ones go on while the provider is away, for as long as configured", async () => {
    const { tokens, state, clock, forge, faults } = await open();
    await tokens.verify(await forge());
    state.down = true;
    clock.ms += 80_000_000;
    await tokens.verify(await forge());
    await expect.poll(() => faults.length).toBe(1);
    clock.ms += 6_400_001;
    await expect(tokens.verify(await forge())).rejects.toEqual(unchecked);
    state.down = false;
    clock.ms += 30_000;
    await tokens.verify(await forge());
  });

  it("a slow provider delays nobody who has a known key; one slow from the start is given up", async () => {
    const { tokens, state, clock, forge } = await open();
    state.delayMs = 1000;
    await expect(tokens.verify(await forge())).rejects.toEqual(unchecked);
    state.delayMs = 0;
    clock.ms += 30_000;
    await tokens.verify(await forge());
    state.delayMs = 1000;
    clock.ms += 400_000;
    const began = performance.now();
    await tokens.verify(await forge());
    expect(performance.now() - began).toBeLessThan(250);
  });

  it("a document that is none, or too long, changes nothing", async () => {
    for (const answer of [
      "{}",
      "[",
      JSON.stringify({ keys: "x".repeat(300_000) }),
    ]) {
      const { tokens, state, clock, forge, faults } = await open();
      await tokens.verify(await forge());
      state.answer = answer;
      clock.ms += 400_000;
      await tokens.verify(await forge());
      await expect.poll(() => faults.length).toBe(1);
      clock.ms += 400_000;
      await tokens.verify(await forge());
      await expect.poll(() => faults.length).toBe(2);
    }
  });
});
