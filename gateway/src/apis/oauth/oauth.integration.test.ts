/** Tokens for programs, asked of a whole gateway. */
import { CompactSign, exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it, test } from "vitest";
import {
  type Answer,
  member,
  openGateway,
  post,
} from "../../assembly/testing.ts";
import {
  addClient,
  addSecret,
  changeClient,
  removeClient,
} from "../../clients/admin.ts";
import { rotateKeys } from "../../clients/signing/rotation.ts";
import { newClient } from "../../clients/testing.ts";
import type { Database } from "../../store/database.ts";
import { Sealer } from "../../store/sealer.ts";

const ALL =
  "click-to-dial:calls:create click-to-dial:calls:read click-to-dial:calls:delete click-to-dial:recordings:read";
const READ = "click-to-dial:calls:read";

async function form(
  origin: string,
  path: string,
  members: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(origin + path, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    },
    body:
      typeof members === "string"
        ? members
        : new URLSearchParams(members).toString(),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

const GRANT = { grant_type: "client_credentials" };

async function open(env: Record<string, string> = {}) {
  const gateway = await openGateway(env);
  const id = await addClient(gateway.db, newClient("crm"));
  const { secret } = await addSecret(gateway.db, id, 0);
  const token = (
    members: Record<string, string> = {},
    headers = basic(id, secret),
  ) => form(gateway.origin, "/oauth/token", { ...GRANT, ...members }, headers);
  return { ...gateway, id, secret, token };
}

describe("POST /oauth/token", () => {
  it("gives a program with the right secret a bearer for all it may", async () => {
    const { token } = await open();
    const { status, body, headers } = await token();
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        token_type: "Bearer",
        expires_in: 600,
        scope: ALL,
      },
    ]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("pragma")).toBe("no-cache");
    expect(headers.get("content-type")).toContain("application/json");
  });

  it("takes the secret in the body too", async () => {
    const { origin, id, secret } = await open();
    const answer = await form(origin, "/oauth/token", {
      ...{ ...GRANT, client_id: id, client_secret: secret },
    });
    expect(answer.status).toBe(200);
  });

  test.each([
    [READ, READ],
    [
      `click-to-dial:recordings:read ${READ}`,
      `${READ} click-to-dial:recordings:read`,
    ],
    ["", ALL],
    // Words of the CAMARA profile that ask for nothing here
    ["openid", ALL],
    [`dpv:FraudPreventionAndDetection ${READ}`, READ],
  ])("asked for %j it gives %j", async (scope, given) => {
    const { token } = await open();
    expect(member(await token({ scope }), "scope")).toBe(given);
  });

  it("gives no more than the program may have", async () => {
    const { db, id, token } = await open();
    await changeClient(db, id, { scopes: [READ] });
    expect(member(await token(), "scope")).toBe(READ);
    for (const scope of [ALL, "click-to-dial:calls:create", "admin", "live"]) {
      const answer = await token({ scope });
      expect([answer.status, member(answer, "error")]).toEqual([
        400,
        "invalid_scope",
      ]);
    }
  });

  test.each<[string, string, number, string]>([
    ["no grant_type", "x=1", 400, "invalid_request"],
    ["an empty one", "grant_type=", 400, "invalid_request"],
    ["another one", "grant_type=password", 400, "unsupported_grant_type"],
    [
      "a parameter twice",
      "grant_type=client_credentials&grant_type=client_credentials",
      400,
      "invalid_request",
    ],
    [
      "two ways to sign in",
      "grant_type=client_credentials&client_id=ID&client_secret=x",
      400,
      "invalid_request",
    ],
    [
      "another program's id",
      "grant_type=client_credentials&client_id=other",
      400,
      "invalid_request",
    ],
    [
      "an assertion of another kind",
      "grant_type=client_credentials&client_assertion=a.b.c&client_assertion_type=saml",
      400,
      "invalid_request",
    ],
    ["a body too long", `x=${"a".repeat(20_000)}`, 413, "invalid_request"],
  ])("%s is refused in OAuth's words", async (_, body, status, error) => {
    const { origin, id, secret } = await open();
    const answer = await form(
      origin,
      "/oauth/token",
      body.replace("ID", id),
      basic(id, secret),
    );
    expect([answer.status, member(answer, "error")]).toEqual([status, error]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(member(answer, "error_description")).toMatch(
      /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/,
    );
  });

  it("JSON is no form; GET is no way; other paths are not there", async () => {
    const { origin, id, secret } = await open();
    const json = await post(origin, "/oauth/token", GRANT, basic(id, secret));
    expect([json.status, member(json, "error")]).toEqual([
      400,
      "invalid_request",
    ]);
    const get = await fetch(`${origin}/oauth/token`);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await fetch(`${origin}/oauth/tokens`)).status).toBe(404);
  });

  it("unknown programs and wrong secrets are refused alike, in the same words", async () => {
    const { token, id, secret, db } = await open();
    const disabled = await addClient(db, newClient("disabled"));
    const other = (await addSecret(db, disabled, 0)).secret;
    await changeClient(db, disabled, { enabled: false });
    const answers = await Promise.all([
      token({}, basic(id, "wrong")),
      token({}, basic(id, other)),
      token({}, basic(id, `${secret} `)),
      token({}, basic(id, "")),
      token({}, basic("nobody", secret)),
      token({}, basic(disabled, other)),
      token({}, { authorization: "Bearer x" }),
      token({}, { authorization: "Basic !" }),
      token({}, { authorization: `Basic ${btoa("%zz:%zz")}` }),
      ...["%", "%e", "%ff%ff:x", "%00:%00", "x:%E0%A4%A", "%ED%A0%80:x"].map(
        (text) => token({}, { authorization: `Basic ${btoa(text)}` }),
      ),
      token({}, { authorization: "Basic //79" }),
      token({}, { authorization: "" }),
    ]);
    for (const { status, body, headers } of answers) {
      expect([status, body]).toEqual([
        401,
        {
          error: "invalid_client",
          error_description: "unknown program or wrong proof of it",
        },
      ]);
      expect(headers.get("www-authenticate")).toMatch(/^Basic realm=/);
    }
  });

  it("an id and a secret that were form-encoded first are read", async () => {
    const { token, id, secret } = await open();
    const encoded = Array.from(
      secret,
      (letter) => `%${letter.charCodeAt(0).toString(16)}`,
    ).join("");
    expect((await token({}, basic(id, encoded))).status).toBe(200);
  });
});

describe("guessing", () => {
  it("after so many wrong secrets from one address the right one is not looked at either; a line tells fail2ban", async () => {
    const { token, id, secret, lines } = await open({
      RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "3",
    });
    for (let n = 0; n < 3; n += 1)
      expect((await token({}, basic(id, `guess-${n}`))).status).toBe(401);
    const braked = await token({}, basic(id, secret));
    expect([braked.status, member(braked, "error")]).toEqual([
      429,
      "temporarily_unavailable",
    ]);
    expect(Number(braked.headers.get("retry-after"))).toBeGreaterThan(0);
    const refused = lines.filter((line) => line.includes('"msg":"refused"'));
    expect(refused).toHaveLength(4);
    for (const code of ["invalid_client", "too_many_guesses"])
      expect(refused.join("")).toMatch(
        new RegExp(
          `"refused":{"kind":"[a-z]+","code":"${code}","door":"oauth","address":"127\\.0\\.0\\.1","aor":"${id}"`,
        ),
      );
    expect(lines.join("")).not.toContain("guess-");
    expect(lines.join("")).not.toContain(secret);
  });

  it("guesses sent at once are counted one by one; another program notices nothing", async () => {
    const { token, id, db } = await open({
      RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "3",
    });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => token({}, basic(id, `guess-${n}`))),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    const other = await addClient(db, newClient("other"));
    const { secret } = await addSecret(db, other, 0);
    expect((await token({}, basic(other, secret))).status).toBe(200);
  });
});

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

describe("metadata", () => {
  it("says where the doors are, and may be kept", async () => {
    const { origin } = await openGateway({
      RINGBACK_OAUTH_ISSUER: "https://ringback.example",
    });
    const documents = await Promise.all(
      ["oauth-authorization-server", "openid-configuration"].map((name) =>
        fetch(`${origin}/.well-known/${name}`),
      ),
    );
    for (const document of documents) {
      expect(document.headers.get("cache-control")).toBe("public, max-age=300");
      expect(await document.json()).toMatchObject({
        issuer: "https://ringback.example",
        token_endpoint: "https://ringback.example/oauth/token",
        revocation_endpoint: "https://ringback.example/oauth/revoke",
        jwks_uri: "https://ringback.example/oauth/jwks",
        grant_types_supported: ["client_credentials"],
        response_types_supported: [],
        scopes_supported: ALL.split(" "),
      });
    }
  });

  it("keys are public ones alone, and the next one is there before it signs", async () => {
    const { origin, db, config } = await openGateway();
    const keys = async () => {
      const answer = await fetch(`${origin}/oauth/jwks`);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
      const { keys: all }: { keys: object[] } = JSON.parse(await answer.text());
      return all;
    };
    const [only, ...none] = await keys();
    expect(none).toEqual([]);
    expect(Object.keys(only ?? {}).sort()).toEqual(
      ["alg", "crv", "kid", "kty", "use", "x", "y"].sort(),
    );
    await rotate(db, config.oauth, config.secrets.storageKey);
    await expect.poll(keys, { timeout: 5000 }).toHaveLength(2);
  });
});

async function rotate(
  db: Database,
  times: { keyLeadSeconds: number; tokenTtlSeconds: number },
  key: string,
) {
  const now = Date.now();
  await rotateKeys(db, new Sealer(key, []), { times, atOnce: false, now });
}

describe("POST /oauth/revoke", () => {
  it("takes a token, and what is none, and asks who asks", async () => {
    const { origin, id, secret, token } = await open();
    const access = member(await token(), "access_token");
    const revoke = (value: string, headers = basic(id, secret)) =>
      form(origin, "/oauth/revoke", { token: value }, headers);
    for (const value of [access, access, "junk", "a.b.c"]) {
      const { status, body } = await revoke(value);
      expect([status, body]).toEqual([200, undefined]);
    }
    expect((await revoke(access, basic(id, "wrong"))).status).toBe(401);
    const none = await form(origin, "/oauth/revoke", {}, basic(id, secret));
    expect([none.status, member(none, "error")]).toEqual([
      400,
      "invalid_request",
    ]);
  });

  it("another program's token stays, and the answer says so", async () => {
    const { origin, db, token } = await open();
    const access = member(await token(), "access_token");
    const other = await addClient(db, newClient("other"));
    const { secret } = await addSecret(db, other, 0);
    const answer = await form(
      origin,
      "/oauth/revoke",
      { token: access },
      basic(other, secret),
    );
    expect([answer.status, member(answer, "error")]).toEqual([
      400,
      "unauthorized_client",
    ]);
  });
});

it("a removed program gets no token, and a new one gets one at once", async () => {
  const { db, id, token, origin } = await open();
  expect((await token()).status).toBe(200);
  await removeClient(db, id);
  expect((await token()).status).toBe(401);
  const again = await addClient(db, newClient("crm"));
  const { secret } = await addSecret(db, again, 0);
  expect(
    (await form(origin, "/oauth/token", GRANT, basic(again, secret))).status,
  ).toBe(200);
});
