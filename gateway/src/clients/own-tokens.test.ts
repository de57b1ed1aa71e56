import { once } from "node:events";
import { createServer } from "node:http";
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import {
  CompactSign,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
} from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import { SqlOnceStore } from "../store/once/sql.ts";
import { Sealer } from "../store/sealer.ts";
import { addClient, addSecret, changeClient, removeClient } from "./admin.ts";
import { CachedClients } from "./directory.ts";
import { OwnTokens } from "./own-tokens.ts";
import { ClientRecords } from "./records.ts";
import { fittingSecret } from "./secret.ts";
import { KeyRing } from "./signing/key-ring.ts";
import { keyInfos, liveKeys, rotateKeys } from "./signing/rotation.ts";
import { emptyDatabase, newClient } from "./testing.ts";

const ISSUER = "https://ringback.example";
const TIMES = { keyLeadSeconds: 900, tokenTtlSeconds: 600 };
const SECOND = 1000;

async function open() {
  const db = await emptyDatabase();
  const sealer = new Sealer("1f".repeat(32), []);
  const clock = { ms: 0 };
  const now = () => Date.now() + clock.ms;
  const records = new ClientRecords(db, sealer, {
    now,
    onFault: () => undefined,
  });
  const clients = new CachedClients(records, { cacheSeconds: 3, now });
  const ring = new KeyRing(db, sealer, {
    cacheSeconds: 3,
    now,
    monotonic: now,
  });
  const tokensOf = (audience: string) =>
    new OwnTokens(
      { issuer: ISSUER, audience, ttlSeconds: 600, now },
      { ring, clients, once: new SqlOnceStore(db, now) },
    );
  const id = await addClient(db, newClient("crm"));
  /** As the token endpoint does for this secret. */
  const issue = async (secret: string) => {
    const kept = (await records.credentials(id))?.secrets ?? [];
    const proof = fittingSecret(secret, kept)?.id ?? "none";
    return (
      await tokensOf(ISSUER).issue({ clientId: id, scopes: SCOPES, proof })
    ).token;
  };
  const rotate = (atOnce = false) =>
    rotateKeys(db, sealer, { times: TIMES, atOnce, now: now() });
  const { secret } = await addSecret(db, id, 0);
  return {
    db,
    clock,
    now,
    ring,
    tokens: tokensOf(ISSUER),
    tokensOf,
    id,
    secret,
    issue,
    rotate,
  };
}

const refused = expect.objectContaining({
  kind: "unauthenticated",
  code: "invalid_token",
});

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
    clock.ms += 3 * SECOND;
    await expect(tokens.verify(token)).rejects.toEqual(refused);
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
