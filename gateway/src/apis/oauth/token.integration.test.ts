import { describe, expect, it, test } from "vitest";
import { member, post } from "../../assembly/testing.ts";
import {
  addClient,
  addSecret,
  changeClient,
  removeClient,
} from "../../clients/admin.ts";
import { newClient } from "../../clients/testing.ts";
import { ALL, basic, form, GRANT, open } from "./testing.ts";

const READ = "click-to-dial:calls:read";

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
    [`openid dpv:FraudPreventionAndDetection ${READ}`, READ],
  ])("asked for %j it gives %j", async (scope, given) => {
    const { token } = await open();
    expect(member(await token({ scope }), "scope")).toBe(given);
  });

  it("gives no more than the program may have", async () => {
    const { db, id, token } = await open();
    await changeClient(db, id, { scopes: [READ] });
    expect(member(await token(), "scope")).toBe(READ);
    const create = "click-to-dial:calls:create";
    for (const scope of [ALL, create, "admin", "live", "openid"]) {
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
