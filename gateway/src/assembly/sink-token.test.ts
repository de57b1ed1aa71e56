/** A token for a sink (PRIVATE_KEY_JWT), from a server that lets nobody in whom the gateway's own published keys do not prove. */
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { makeAuthority, startSink, type Taken } from "../delivery/testing.ts";
import { post } from "./testing.ts";
import { addProgram, ORDER, openForProgram } from "./testing-programs.ts";

const authority = makeAuthority();
const CLIENT_ID = "ringback-at-shop";
const LIFE_SECONDS = 45;
const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** RFC 7523 §3, as a strict server reads it; each token is good for one event. */
async function startTokenServer(keysAt: () => string) {
  const seen = new Set<unknown>();
  const faults: unknown[] = [];
  const claims: JWTPayload[] = [];
  const check = async ({ headers, body }: Taken): Promise<void> => {
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const form = new URLSearchParams(body);
    expect(form.get("grant_type")).toBe("client_credentials");
    expect(form.get("client_assertion_type")).toBe(JWT_BEARER);
    const { payload, protectedHeader } = await jwtVerify(
      form.get("client_assertion") ?? "",
      createRemoteJWKSet(new URL(keysAt())),
      {
        ...{ issuer: CLIENT_ID, subject: CLIENT_ID, audience: tokenUri },
        requiredClaims: ["exp", "iat", "jti"],
        maxTokenAge: 10,
        clockTolerance: 0,
      },
    );
    const published: unknown = await (await fetch(keysAt())).json();
    expect(published).toMatchObject({
      keys: [{ kid: protectedHeader.kid, alg: protectedHeader.alg }],
    });
    const { iat = 0, exp = 0, jti, aud } = payload;
    expect([aud, exp - iat]).toEqual([tokenUri, LIFE_SECONDS]);
    expect(seen.has(jti)).toBe(false);
    seen.add(jti);
    claims.push(payload);
  };
  const server = await startSink(authority, (taken, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    check(taken).then(
      () =>
        answer(200, {
          access_token: `token-${claims.length}`,
          ...{ token_type: "Bearer", expires_in: 0 },
        }),
      (fault: unknown) => {
        faults.push(fault);
        answer(401, { error: "invalid_client" });
      },
    );
  });
  const tokenUri = `${server.origin}/oauth2/token`;
  return { tokenUri, faults, claims };
}

it("each event carries a token that was given for an assertion with the gateway's key, this server's address, and an id of its own", async () => {
  let keysAt = "";
  const { tokenUri, faults, claims } = await startTokenServer(() => keysAt);
  const gateway = await openForProgram(
    authority,
    { RINGBACK_DELIVERY_ASSERTION_SECONDS: String(LIFE_SECONDS) },
    {
      phones: {
        alice: { extension: "101", does: "answer", afterMs: 10 },
        bob: {
          ...{ extension: "102", does: "answer", afterMs: 10 },
          hangupAfterMs: 20,
        },
      },
    },
  );
  const { origin, sink } = gateway;
  keysAt = `${origin}/oauth/jwks`;
  const headers = await addProgram(gateway, "Shop", [
    `${CLIENT_ID}@${tokenUri}`,
  ]);
  const order = {
    ...{ ...ORDER, sink: `${sink.origin}/events` },
    sinkCredential: {
      ...{ credentialType: "PRIVATE_KEY_JWT", clientId: CLIENT_ID, tokenUri },
    },
  };
  expect((await post(origin, "/calls", order, headers)).status).toBe(201);
  const tokens = () =>
    sink.taken.map(({ headers: sent }) => sent.authorization);
  await expect
    .poll(() => [faults, tokens().length], { timeout: 5_000 })
    .toEqual([[], 5]);
  expect(tokens()).toEqual([1, 2, 3, 4, 5].map((n) => `Bearer token-${n}`));
  expect(claims).toHaveLength(5);
});
