import { decodeJwt, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it, test } from "vitest";
import { memoryDatabase } from "../../calls/testing.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import {
  addTerminal,
  addUser,
  removeTerminal,
} from "../../terminals/local/admin.ts";
import { LocalTerminalDirectory } from "../../terminals/local/directory.ts";
import type { Scopes } from "./scope.ts";
import { Tokens } from "./tokens.ts";

const KEY = "t".repeat(64);
const TIMES = {
  tokenTtlSeconds: 900,
  renewableSeconds: 3600,
  ticketTtlSeconds: 30,
};
const LIVE: Scopes = new Set(["live"]);
const INVALID = { kind: "unauthenticated", code: "invalid_token" };

async function open() {
  const clock = { now: 1_800_000_000_700 };
  const now = () => clock.now;
  const db = await memoryDatabase();
  await addUser(db, "alice");
  await addTerminal(db, {
    user: "alice",
    aor: "alice@pbx.example",
    endpoint: "alice",
    extension: "101",
    ha1: "0".repeat(32),
  });
  const directory = new LocalTerminalDirectory(db);
  const terminal = (await directory.findCredential("alice", "pbx.example"))
    ?.terminal;
  if (terminal === undefined) throw new Error("no terminal");
  const tokens = new Tokens(
    { key: KEY, times: TIMES, now },
    directory,
    new SqlOnceStore(db, now),
  );
  return { clock, db, terminal, tokens };
}

describe("a token", () => {
  it("says who it was given to, until it expires, to the second it told", async () => {
    const { clock, terminal, tokens } = await open();
    const { token, expiresAt } = await tokens.issue(terminal, LIVE);
    expect(await tokens.verify(token)).toMatchObject({
      terminal,
      userId: terminal.userId,
      expiresAt,
    });
    clock.now = expiresAt - 1;
    await tokens.verify(token);
    clock.now = expiresAt;
    await expect(tokens.verify(token)).rejects.toMatchObject(INVALID);
  });

  it("can be renewed up to an end that does not move", async () => {
    const { clock, terminal, tokens } = await open();
    let issued = await tokens.issue(terminal, LIVE);
    const { renewableUntil } = issued;
    for (let i = 0; i < 20; i++) {
      clock.now = issued.expiresAt - 1000;
      if (issued.expiresAt === renewableUntil) break;
      issued = await tokens.renew(await tokens.verify(issued.token));
      expect(issued.renewableUntil).toBe(renewableUntil);
      expect(issued.expiresAt).toBeLessThanOrEqual(renewableUntil);
    }
    expect(issued.expiresAt).toBe(renewableUntil);
    clock.now = renewableUntil;
    await expect(tokens.verify(issued.token)).rejects.toMatchObject(INVALID);
  });

  test.each<
    [string, (db: Awaited<ReturnType<typeof open>>["db"]) => Promise<unknown>]
  >([
    [
      "HA1 was changed",
      (db) =>
        db
          .updateTable("terminals")
          .set({ ha1: "1".repeat(32), credential_version: 2 })
          .execute(),
    ],
    [
      "the terminal was disabled",
      (db) => db.updateTable("terminals").set({ enabled: 0 }).execute(),
    ],
    [
      "the terminal was removed",
      (db) => removeTerminal(db, "alice@pbx.example"),
    ],
    ["the user was removed", (db) => db.deleteFrom("users").execute()],
  ])(
    "is dead after %s, and so are its tickets and sockets",
    async (_, change) => {
      const { db, terminal, tokens } = await open();
      const { token } = await tokens.issue(terminal, LIVE);
      const principal = await tokens.verify(token);
      const { ticket } = await tokens.issueTicket(principal);
      expect(await tokens.isAlive(principal)).toBe(true);
      await change(db);
      await expect(tokens.verify(token)).rejects.toMatchObject(INVALID);
      await expect(tokens.redeemTicket(ticket)).rejects.toMatchObject(INVALID);
      expect(await tokens.isAlive(principal)).toBe(false);
    },
  );
});

it("keys are changed without signing anybody out; without the former one they are", async () => {
  const { db, terminal, tokens, clock } = await open();
  const { token } = await tokens.issue(terminal, LIVE);
  const rotated = (formerKeys: string[]) =>
    new Tokens(
      { key: "n".repeat(64), formerKeys, times: TIMES, now: () => clock.now },
      new LocalTerminalDirectory(db),
      new SqlOnceStore(db, () => clock.now),
    );
  const both = rotated(["x".repeat(64), KEY]);
  const renewed = await both.renew(await both.verify(token));
  await expect(tokens.verify(renewed.token)).rejects.toMatchObject(INVALID);
  await rotated([]).verify(renewed.token);
  await expect(rotated([]).verify(token)).rejects.toMatchObject(INVALID);
});

describe("scopes", () => {
  const BOTH: Scopes = new Set(["originate", "live"]);

  it.each<[Scopes]>([[LIVE], [new Set(["originate"])], [BOTH]])(
    "%o are kept by renewing, time and again, and by tickets",
    async (scopes) => {
      const { terminal, tokens } = await open();
      let issued = await tokens.issue(terminal, scopes);
      for (let i = 0; i < 3; i++) {
        expect(issued.scopes).toEqual(scopes);
        const principal = await tokens.verify(issued.token);
        expect(principal.scopes).toEqual(scopes);
        const { ticket } = await tokens.issueTicket(principal);
        expect((await tokens.redeemTicket(ticket)).scopes).toEqual(scopes);
        issued = await tokens.renew(principal);
      }
    },
  );

  it("stand in the token as OAuth writes them", async () => {
    const { terminal, tokens } = await open();
    const { token } = await tokens.issue(terminal, BOTH);
    expect(decodeJwt(token).scope).toBe("live originate");
  });
});

describe("a ticket", () => {
  it("opens one socket, which lives as long as the session could", async () => {
    const { terminal, tokens } = await open();
    const issued = await tokens.issue(terminal, LIVE);
    const principal = await tokens.verify(issued.token);
    const { ticket } = await tokens.issueTicket(principal);
    const opened = await Promise.allSettled(
      Array.from({ length: 20 }, () => tokens.redeemTicket(ticket)),
    );
    const good = opened.filter((it) => it.status === "fulfilled");
    expect(good.map((it) => it.value.expiresAt)).toEqual([
      issued.renewableUntil,
    ]);
  });

  it("expires", async () => {
    const { clock, terminal, tokens } = await open();
    const { token } = await tokens.issue(terminal, LIVE);
    const { ticket, expiresAt } = await tokens.issueTicket(
      await tokens.verify(token),
    );
    clock.now = expiresAt;
    await expect(tokens.redeemTicket(ticket)).rejects.toMatchObject(INVALID);
  });

  it("is no token, and a token is no ticket", async () => {
    const { terminal, tokens } = await open();
    const { token } = await tokens.issue(terminal, LIVE);
    const { ticket } = await tokens.issueTicket(await tokens.verify(token));
    await expect(tokens.verify(ticket)).rejects.toMatchObject(INVALID);
    await expect(tokens.redeemTicket(token)).rejects.toMatchObject(INVALID);
  });
});

describe("forged tokens", () => {
  const seconds = 1_800_000_000;
  const claims = (terminal: { id: string; userId: string }) => ({
    tid: terminal.id,
    cv: 1,
    ren: seconds + 3600,
    scope: "live",
    iss: "ringback",
    aud: "ringback-api",
    sub: terminal.userId,
    jti: "j",
    exp: seconds + 900,
  });
  type Claims = ReturnType<typeof claims>;
  const signed = (payload: Partial<Claims>, alg = "HS256", key = KEY) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg })
      .sign(new TextEncoder().encode(key));

  it("would be good but for one thing", async () => {
    const { terminal, tokens } = await open();
    await tokens.verify(await signed(claims(terminal)));
  });

  test.each<[string, (good: Claims) => Promise<string> | string]>([
    ["alg none", (good) => new UnsecuredJWT(good).encode()],
    ["another algorithm of the same key", (good) => signed(good, "HS512")],
    ["another key", (good) => signed(good, "HS256", "u".repeat(64))],
    ["another audience", (good) => signed({ ...good, aud: "ringback-ws" })],
    ["another issuer", (good) => signed({ ...good, iss: "other" })],
    ["another user", (good) => signed({ ...good, sub: "user-bob" })],
    ["an older credential", (good) => signed({ ...good, cv: 0 })],
    ["an unknown terminal", (good) => signed({ ...good, tid: "x" })],
    ["no expiry", ({ exp: _, ...rest }) => signed(rest)],
    ["no scope", ({ scope: _, ...rest }) => signed(rest)],
    ["an empty scope", (good) => signed({ ...good, scope: "" })],
    ["an unknown scope", (good) => signed({ ...good, scope: "live admin" })],
    ["no name", ({ jti: _, ...rest }) => signed(rest)],
    ["nothing", () => ""],
    ["junk", () => "a.b.c"],
    [
      "a changed body",
      async (good) => (await signed(good)).replace(/\.[^.]+\./, ".e30."),
    ],
  ])("%s", async (_, forge) => {
    const { terminal, tokens } = await open();
    const forged = await forge(claims(terminal));
    await expect(tokens.verify(forged)).rejects.toMatchObject(INVALID);
  });
});
