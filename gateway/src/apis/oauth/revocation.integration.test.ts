import { describe, expect, it } from "vitest";
import { member } from "../../assembly/testing.ts";
import { addClient, addSecret } from "../../clients/admin.ts";
import { newClient } from "../../clients/testing.ts";
import { basic, form, open } from "./testing.ts";

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
