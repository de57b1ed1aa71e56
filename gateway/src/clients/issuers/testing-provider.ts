/** A real OpenID provider on loopback, and liars beside it. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  SignJWT,
} from "jose";
import Provider from "oidc-provider";
import { expect, onTestFinished } from "vitest";
import { createFetchJson } from "../../assembly/fetch-json.ts";
import { testConfig } from "../../config/testing.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import { Sealer } from "../../store/sealer.ts";
import { AllAccessTokens } from "../access-tokens.ts";
import { addClient } from "../admin.ts";
import { CachedClients } from "../directory.ts";
import { OwnTokens } from "../own-tokens.ts";
import { ClientRecords } from "../records.ts";
import { KeyRing } from "../signing/key-ring.ts";
import { emptyDatabase, newClient } from "../testing.ts";
import { ExternalIssuer } from "./external-issuer.ts";

export const AUDIENCE = "https://ringback.example";
export const READ = "click-to-dial:calls:read";

type Pair = { privateKey: CryptoKey; publicKey: CryptoKey; kid: string };

export async function pair(kid: string): Promise<Pair> {
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

export async function open(more: Record<string, string> = {}) {
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
        times: {
          ...{ freshMs: 300_000, staleMs: 86_400_000, cooldownMs: 30_000 },
          loadMs: 600,
        },
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

export const refused = expect.objectContaining({
  kind: "unauthenticated",
  code: "invalid_token",
  message: "invalid token",
});
export const unchecked = expect.objectContaining({
  kind: "unauthenticated",
  code: "issuer_unavailable",
});
