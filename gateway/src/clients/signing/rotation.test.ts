import { once } from "node:events";
import { createServer } from "node:http";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import { ISSUER, open, refused, SECOND } from "../testing-tokens.ts";
import { keyInfos, liveKeys } from "./rotation.ts";

describe("another signing key", () => {
  it("no moment of a rotation is an outage for who verifies by published keys it keeps for a while", async () => {
    const { issue, secret, tokens, ring, rotate, clock, now } = await open();
    const server = createServer((_, response) => {
      void ring
        .published()
        .then((keys) => response.end(JSON.stringify({ keys })));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    let keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/`));
    await keys.reload();
    const kids = new Set<string | undefined>();
    let alive: { token: string; until: number }[] = [];
    for (let at = 0; at < 3600; at += 30) {
      if (at === 300) await rotate();
      const token = await issue(secret);
      kids.add(decodeProtectedHeader(token).kid);
      alive = [...alive, { token, until: now() + 590 * SECOND }].filter(
        ({ until }) => until > now(),
      );
      // Kept for oauth.keysMaxAgeSeconds, and not asked for again before.
      if (at % 300 === 0) {
        keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/`));
        await keys.reload();
      }
      const known = keys.jwks()?.keys.map(({ kid }) => kid);
      for (const { token: each } of alive) {
        expect(known).toContain(decodeProtectedHeader(each).kid);
        await jwtVerify(each, keys, {
          issuer: ISSUER,
          audience: ISSUER,
          currentDate: new Date(now()),
        });
        await tokens.verify(each);
      }
      clock.ms += 30 * SECOND;
    }
    expect(kids.size).toBe(2);
    expect(await ring.published()).toHaveLength(1);
  });

  it("one that waits is named, and no second one is made", async () => {
    const { rotate, ring, db, now } = await open();
    await ring.signer();
    const infos = await rotate();
    expect(infos.map(({ state }) => state)).toEqual(["next", "signing"]);
    expect(infos[0]?.expiresAt).toBeNull();
    await expect(rotate()).rejects.toThrow("a new key is published already");
    expect(keyInfos(await liveKeys(db, now()), now())).toEqual(infos);
  });

  it("at once: what the stolen one signed is worth nothing within seconds", async () => {
    const { issue, secret, tokens, rotate, clock } = await open();
    const token = await issue(secret);
    await tokens.verify(token);
    await rotate(true);
    // Signed by the stolen one still: what was read of the keys is believed for cacheSeconds.
    const meanwhile = await issue(secret);
    await tokens.verify(meanwhile);
    clock.ms += 3 * SECOND;
    await expect(tokens.verify(token)).rejects.toEqual(refused);
    await expect(tokens.verify(meanwhile)).rejects.toEqual(refused);
    await tokens.verify(await issue(secret));
  });

  it("the private half is sealed in the database", async () => {
    const { ring, db } = await open();
    await ring.signer();
    const rows = await db.selectFrom("signing_keys").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('\\"d\\"');
    expect(rows[0]?.private_sealed).toMatch(/^s1\./);
  });
});
