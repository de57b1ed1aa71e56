/** A real OpenID provider on loopback, and what can be wrong with one. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";
import { expect, onTestFinished, test } from "vitest";
import { createFetchJson } from "../assembly/fetch-json.ts";
import { testConfig } from "../config/testing.ts";
import { examineIssuers } from "./issuers.ts";

/** `path`s that this answers instead of the provider. */
async function openProvider(others: Readonly<Record<string, string>> = {}) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" };
  const handle = new Provider(issuer, {
    jwks: { keys: [key] },
    features: { devInteractions: { enabled: false } },
  }).callback();
  server.on("request", (request, response: ServerResponse) => {
    const other = others[request.url ?? ""];
    if (other === undefined) void handle(request, response);
    else response.end(other);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { issuer, stop: () => server.close() };
}

async function findings(options: Record<string, unknown>) {
  const config = testConfig({
    RINGBACK_ISSUERS: JSON.stringify({
      office: { audience: ["https://ringback.example"], ...options },
    }),
    RINGBACK_OAUTH_JWKS_TIMEOUT_MS: "500",
  });
  const { fetchJson, close } = createFetchJson(config);
  onTestFinished(close);
  return await examineIssuers(config.issuers, fetchJson);
}

const levels = (found: Awaited<ReturnType<typeof findings>>) =>
  found.map(({ check, level }) => `${check}: ${level}`);

test("in order", async () => {
  const { issuer } = await openProvider();
  const found = await findings({ issuer });
  expect(levels(found)).toEqual(["metadata: ok", "keys: ok"]);
  expect(found[0]).toMatchObject({
    about: "issuer office",
    text: `Its keys stand at ${issuer}/jwks.`,
  });
});

test("not there", async () => {
  const { issuer, stop } = await openProvider();
  stop();
  const found = await findings({ issuer });
  expect(levels(found)).toEqual(["metadata: fault"]);
  expect(found[0]?.mend).toContain("issuers.office.jwksUri");
});

test("another's document", async () => {
  const { issuer } = await openProvider({
    "/.well-known/openid-configuration": '{"issuer":"https://other.example"}',
  });
  const found = await findings({ issuer });
  expect(levels(found)).toEqual(["metadata: fault"]);
  expect(found[0]?.text).toContain("is not the document of");
});

test("its keys are on a machine that may not be asked", async () => {
  const [document, jwks] = ["/.well-known/openid-configuration", "10.1.2.3"];
  const others: Record<string, string> = {};
  const { issuer } = await openProvider(others);
  others[document ?? ""] = JSON.stringify({
    issuer,
    jwks_uri: `https://${jwks}/jwks`,
  });
  const found = await findings({ issuer });
  expect(levels(found)).toEqual(["metadata: ok", "keys: fault"]);
  expect(found[1]?.mend).toContain("delivery.allow");
});

test.each([
  ["no set of keys", "[]"],
  ["an empty one", '{"keys":[]}'],
  ["a shared key", '{"keys":[{"kty":"oct","k":"c2VjcmV0","alg":"HS256"}]}'],
  [
    "a key for sealing",
    '{"keys":[{"kty":"EC","crv":"P-256","use":"enc","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}',
  ],
  [
    "half a key",
    '{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","x":"AAAA","y":"AAAA"}]}',
  ],
])("its keys are %s", async (_, jwks) => {
  const { issuer } = await openProvider({ "/jwks": jwks });
  const found = await findings({ issuer, jwksUri: `${issuer}/jwks` });
  expect(levels(found)).toEqual(["keys: fault"]);
  expect(found[0]?.text).toContain("None of the");
});

test("its keys are of an algorithm that is not taken", async () => {
  const { issuer } = await openProvider();
  const found = await findings({ issuer, algorithms: ["ES256"] });
  expect(levels(found)).toEqual(["metadata: ok", "keys: fault"]);
  expect(found[1]?.mend).toContain("issuers.office.algorithms");
});
