import { CompactSign, exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { member, openGateway } from "../../assembly/testing.ts";
import { addClient, changeClient } from "../../clients/admin.ts";
import { newClient } from "../../clients/testing.ts";
import { form, GRANT } from "./testing.ts";

describe("private_key_jwt", () => {
  async function withKey(env: Record<string, string> = {}) {
    const gateway = await openGateway({
      RINGBACK_OAUTH_ISSUER: "https://ringback.example",
      ...env,
    });
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "one" };
    const id = await addClient(gateway.db, {
      ...newClient("crm"),
      keys: { jwks: JSON.stringify({ keys: [jwk] }) },
    });
    let count = 0;
    const assertion = async (
      claims: Record<string, string | number | undefined> = {},
      header: Record<string, string> = {},
      key = privateKey,
    ) => {
      count += 1;
      const now = Math.floor(Date.now() / 1000);
      return await new SignJWT({
        ...{ iss: id, sub: id, aud: "https://ringback.example/oauth/token" },
        ...{ jti: `jti-${count}`, iat: now, exp: now + 60 },
        ...claims,
      })
        .setProtectedHeader({ alg: "ES256", kid: "one", ...header })
        .sign(key);
    };
    const send = (client_assertion: string, more = {}) =>
      form(gateway.origin, "/oauth/token", {
        ...GRANT,
        client_assertion_type:
          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion,
        ...more,
      });
    return { ...gateway, id, assertion, send, privateKey };
  }

  it("is taken once, for the token's door or the issuer", async () => {
    const { assertion, send, id } = await withKey();
    const one = await assertion();
    expect((await send(one)).status).toBe(200);
    expect((await send(one)).status).toBe(401);
    const aud = "https://ringback.example";
    expect((await send(await assertion({ aud }))).status).toBe(200);
    expect((await send(await assertion(), { client_id: id })).status).toBe(200);
    const many = await assertion();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send(many)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("is not taken where anything is not as it must be", async () => {
    const { assertion, send, id } = await withKey({
      RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "1000",
    });
    const now = Math.floor(Date.now() / 1000);
    const stranger = await generateKeyPair("ES256");
    for (const bad of [
      await assertion({ iss: "somebody" }),
      await assertion({ sub: "01k00000000000000000000000" }),
      await assertion({ aud: "https://elsewhere.example" }),
      await assertion({ aud: undefined }),
      await assertion({ exp: now - 31 }),
      await assertion({ exp: now + 400 }),
      await assertion({ exp: undefined }),
      await assertion({ jti: undefined }),
      await assertion({ jti: "x".repeat(300) }),
      await assertion({ nbf: now + 60 }),
      await assertion({}, { typ: "at+jwt" }),
      await assertion({}, { kid: "two" }),
      await assertion({}, {}, stranger.privateKey),
      `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ iss: id, sub: id, aud: "https://ringback.example", exp: now + 60, jti: "n" })).replaceAll("=", "")}.`,
      "a.b.c",
    ]) {
      const answer = await send(bad);
      expect([answer.status, member(answer, "error")]).toEqual([
        401,
        "invalid_client",
      ]);
    }
    expect((await send(await assertion({ exp: now - 20 }))).status).toBe(200);
  });

  it("whatever stands in one, the answer is in OAuth's words", async () => {
    const { origin, send, id, privateKey } = await withKey({
      RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "1000",
      RINGBACK_GUESSING_FAILURES_PER_TERMINAL: "1000",
    });
    const now = Math.floor(Date.now() / 1000);
    const good = {
      ...{ iss: id, sub: id, aud: "https://ringback.example" },
      ...{ iat: now, exp: now + 60 },
    };
    const odd = [{}, [], [id], true, false, 123, 0, null, "", "\ud800", "\0"];
    const doors = ["/oauth/token", "/oauth/revoke"];
    for (const name of ["sub", "iss", "aud", "jti", "exp", "nbf", "iat"])
      for (const value of odd) {
        const claims = JSON.stringify({
          ...good,
          jti: `${name} ${JSON.stringify(value)}`,
          [name]: value,
        });
        const assertion = await new CompactSign(
          new TextEncoder().encode(claims),
        )
          .setProtectedHeader({ alg: "ES256", kid: "one" })
          .sign(privateKey);
        const isGood =
          (name === "jti" && typeof value === "string") ||
          (["nbf", "iat"].includes(name) && typeof value === "number");
        const { status, body } = await send(assertion);
        expect(
          { status, body },
          `${name} ${JSON.stringify(value)}`,
        ).toMatchObject(
          isGood
            ? { status: 200 }
            : { status: 401, body: { error: "invalid_client" } },
        );
      }
    for (const header of ["{}", "[]", "1", '{"alg":{},"kid":{},"typ":[]}'])
      for (const door of doors) {
        const answer = await form(origin, door, {
          ...GRANT,
          client_assertion_type:
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: `${btoa(header)}.${btoa(JSON.stringify(good))}.AAAA`,
        });
        expect(answer.status).toBe(401);
      }
  });

  it("guessing is counted here too", async () => {
    const { assertion, send } = await withKey({
      RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "2",
    });
    for (let n = 0; n < 2; n += 1)
      await send(await assertion({ aud: "https://elsewhere.example" }));
    expect((await send(await assertion())).status).toBe(429);
  });

  it("a program without keys cannot sign in with one", async () => {
    const { send, assertion, db, id } = await withKey();
    await changeClient(db, id, { keys: null });
    expect((await send(await assertion())).status).toBe(401);
  });
});
