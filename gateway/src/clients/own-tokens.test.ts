import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { CompactSign, decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { addSecret, changeClient, removeClient } from "./admin.ts";
import { ISSUER, open, refused, SECOND } from "./testing-tokens.ts";

describe("a token", () => {
  it("is a JWT of RFC 9068", async () => {
    const { issue, secret, id, tokens } = await open();
    const token = await issue(secret);
    expect(decodeProtectedHeader(token)).toEqual({
      ...{ alg: "ES256", typ: "at+jwt" },
      kid: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { iat = 0, exp, ...claims } = decodeJwt(token);
    expect(exp).toBe(iat + 600);
    expect(claims).toMatchObject({
      ...{ iss: ISSUER, aud: ISSUER, sub: id, client_id: id },
      scope: SCOPES.join(" "),
      jti: expect.any(String),
    });
    const principal = await tokens.verify(token);
    expect([principal.client.id, [...principal.scopes]]).toEqual([
      id,
      [...SCOPES],
    ]);
    expect(await issue(secret)).not.toBe(token);
  });

  it("ends in time, and is for its audience alone", async () => {
    const { issue, secret, tokens, tokensOf, clock } = await open();
    const token = await issue(secret);
    await expect(
      tokensOf("https://elsewhere.example").verify(token),
    ).rejects.toEqual(refused);
    clock.ms += 599 * SECOND;
    await tokens.verify(token);
    clock.ms += 2 * SECOND;
    await expect(tokens.verify(token)).rejects.toEqual(refused);
  });

  it("is none where any claim of it is of another type, though our own key signed it", async () => {
    const { issue, secret, tokens, ring } = await open();
    const good = decodeJwt(await issue(secret));
    const { id: kid, key } = await ring.signer();
    const signed = async (claims: object, header: object = {}) =>
      await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid, ...header })
        .sign(key);
    await tokens.verify(await signed(good));
    const names = ["iss", "aud", "sub", "client_id", "scope", "prf", "jti"];
    for (const name of [...names, "exp"])
      for (const value of [{}, [], ["x"], true, 123, null])
        await expect(
          signed({ ...good, [name]: value }).then((token) =>
            tokens.verify(token),
          ),
          `${name} ${JSON.stringify(value)}`,
        ).rejects.toEqual(refused);
    const payload = Buffer.from(JSON.stringify(good)).toString("base64url");
    for (const header of ["{}", "[]", "1", '{"kid":{}}', '{"kid":1,"typ":[]}'])
      await expect(
        tokens.verify(
          `${Buffer.from(header).toString("base64url")}.${payload}.AAAA`,
        ),
      ).rejects.toEqual(refused);
  });

  it("is looked at anew where a letter of it is another one, though it was good before", async () => {
    const { issue, secret, tokens } = await open();
    const token = await issue(secret);
    await tokens.verify(token);
    const [head = "", payload = "", signature = ""] = token.split(".");
    const richer = Buffer.from(
      JSON.stringify({ ...decodeJwt(token), exp: 9_999_999_999 }),
    ).toString("base64url");
    const other = signature.startsWith("A") ? "B" : "A";
    for (const forged of [
      [head, richer, signature],
      [head, payload, other + signature.slice(1)],
      [head, payload, ""],
    ])
      await expect(tokens.verify(forged.join("."))).rejects.toEqual(refused);
    await tokens.verify(token);
  });

  it("ends at once where it is revoked by its program, and by no other", async () => {
    const { issue, secret, tokens, id } = await open();
    const [one, other] = [await issue(secret), await issue(secret)];
    expect(await tokens.revoke(one, "somebody")).toBe(id);
    await tokens.verify(one);
    expect(await tokens.revoke(one, id)).toBe(id);
    await expect(tokens.verify(one)).rejects.toEqual(refused);
    await tokens.verify(other);
    expect(await tokens.revoke("junk", id)).toBeUndefined();
  });

  it.each(["removed", "disabled"])(
    "ends within seconds where its program is %s",
    async (how) => {
      const { issue, secret, tokens, id, db, clock } = await open();
      const token = await issue(secret);
      await tokens.verify(token);
      if (how === "removed") await removeClient(db, id);
      else await changeClient(db, id, { enabled: false });
      clock.ms += 3 * SECOND;
      await expect(tokens.verify(token)).rejects.toEqual(refused);
    },
  );

  it("has no scope that was taken from its program", async () => {
    const { issue, secret, tokens, id, db, clock } = await open();
    const token = await issue(secret);
    await changeClient(db, id, { scopes: [SCOPES[1]] });
    clock.ms += 3 * SECOND;
    expect([...(await tokens.verify(token)).scopes]).toEqual([SCOPES[1]]);
  });

  it("ends with the secret it was got by: after the overlap, or within seconds without one", async () => {
    const { issue, secret, tokens, id, db, clock } = await open();
    const first = await issue(secret);
    await tokens.verify(first);
    const second = (await addSecret(db, id, 100)).secret;
    const fresh = await issue(second);
    // Newer than what is held of the program: no reason to refuse.
    await tokens.verify(fresh);
    clock.ms += 99 * SECOND;
    await tokens.verify(first);
    await tokens.verify(await issue(secret));
    clock.ms += 5 * SECOND;
    await expect(tokens.verify(first)).rejects.toEqual(refused);
    await tokens.verify(fresh);
    await addSecret(db, id, 0);
    clock.ms += 3 * SECOND;
    await expect(tokens.verify(fresh)).rejects.toEqual(refused);
  });
});
