import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { exportSPKI } from "jose";
import { describe, expect, it } from "vitest";
import { changeClient } from "../admin.ts";
import { AUDIENCE, open, pair, READ, refused } from "./testing-provider.ts";

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
