/** Limits of a click, keys and lives of nonces, tokens and tickets. */
import { expect } from "vitest";
import { Nonces } from "../../apis/click2call/nonce.ts";
import { memoryDatabase } from "../../calls/testing.ts";
import { leastEnvironment } from "../../config/testing.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import {
  type Answer,
  challenge,
  member,
  type Opened,
  openGateway,
  post,
  sign,
  signIn,
} from "../testing.ts";
import { type Proof, placed, seen } from "./proof.ts";

const GOOD = "+34900123456";
const AOR = "alice@pbx.example";
const CLICK = "RINGBACK_CLICK2CALL_";
const OTHER = "4d".repeat(32);
const UNKNOWN = "5e".repeat(32);

const row =
  (
    column: "dial_timeout_s" | "max_duration_ms",
    more: Record<string, unknown> = {},
  ) =>
  async (gateway: Opened) => {
    const call = await placed(gateway, GOOD, more);
    return column in call ? Reflect.get(call, column) : call;
  };

/** A nonce of the past, signed by this key. */
async function nonceOf(key: string, ageSeconds: number): Promise<string> {
  const now = () => Date.now() - ageSeconds * 1000;
  const db = await memoryDatabase();
  const nonce = new Nonces(
    { key, ttlSeconds: 30, now },
    new SqlOnceStore(db),
  ).issue(AOR);
  await db.destroy();
  return nonce;
}

async function session(origin: string, nonce: string): Promise<number> {
  return (await post(origin, "/session", sign(nonce, "session"))).status;
}

const renew = (origin: string, token: string): Promise<Answer> =>
  post(origin, "/session/renew", undefined, {
    authorization: `Bearer ${token}`,
  });

/** How long something lasts, to the ten seconds. */
const lasts = (until: string) =>
  Math.round((Date.parse(until) - Date.now()) / 10_000) * 10;

const nonceKeys: Proof = {
  keys: ["secrets.nonceKey", "secrets.previousNonceKeys"],
  prove: async () => {
    const { origin, reload, config } = await openGateway();
    const key = config.secrets.nonceKey;
    const [before, other] = [await challenge(origin), await challenge(origin)];
    const old = await nonceOf(key, 31);
    reload({
      RINGBACK_SECRETS_NONCE_KEY: OTHER,
      RINGBACK_SECRETS_PREVIOUS_NONCE_KEYS: `${"6f".repeat(32)} ${key}`,
    });
    expect(await session(origin, before), "of the former key").toBe(200);
    expect(await session(origin, before), "used").toBe(401);
    expect(await session(origin, old), "of the former key, too old").toBe(401);
    expect(await session(origin, await nonceOf(UNKNOWN, 0))).toBe(401);
    expect(await session(origin, await challenge(origin)), "new").toBe(200);
    expect(await session(origin, await nonceOf(OTHER, 0)), "new").toBe(200);
    reload({ RINGBACK_SECRETS_NONCE_KEY: OTHER });
    expect(await session(origin, other), "former no more").toBe(401);
  },
};

const tokenKeys: Proof = {
  keys: ["secrets.tokenKey", "secrets.previousTokenKeys"],
  prove: async () => {
    const { origin, reload } = await openGateway();
    const before = member(await signIn(origin), "token");
    const rotated = { RINGBACK_SECRETS_TOKEN_KEY: OTHER };
    reload({
      ...rotated,
      RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS:
        leastEnvironment.RINGBACK_SECRETS_TOKEN_KEY ?? "",
    });
    const renewed = await renew(origin, before);
    expect(renewed.status).toBe(200);
    reload(rotated);
    expect((await renew(origin, before)).status, "former no more").toBe(401);
    const { status } = await renew(origin, member(renewed, "token"));
    expect(status, "signed anew").toBe(200);
  },
};

export const clickProofs: readonly Proof[] = [
  seen("click2call.nonceTtlSeconds", {
    change: { [`${CLICK}NONCE_TTL_SECONDS`]: "5" },
    look: async ({ origin, config }) =>
      session(origin, await nonceOf(config.secrets.nonceKey, 15)),
    was: 200,
    is: 401,
  }),
  seen("click2call.dialTimeoutSeconds", {
    change: { [`${CLICK}DIAL_TIMEOUT_SECONDS`]: "7" },
    look: row("dial_timeout_s"),
    was: 30,
    is: 7,
  }),
  seen("click2call.dialTimeoutMaxSeconds", {
    change: { [`${CLICK}DIAL_TIMEOUT_MAX_SECONDS`]: "60" },
    look: row("dial_timeout_s", { dialTimeout: 500 }),
    was: 120,
    is: 60,
  }),
  seen("click2call.maxDurationMs", {
    change: { [`${CLICK}MAX_DURATION_MS`]: "70000" },
    look: row("max_duration_ms"),
    was: 10_800_000,
    is: 70_000,
  }),
  seen("click2call.maxDurationMaxMs", {
    change: { [`${CLICK}MAX_DURATION_MAX_MS`]: "10900000" },
    look: row("max_duration_ms", { maxDuration: 86_400_000 }),
    was: 14_400_000,
    is: 10_900_000,
  }),
  nonceKeys,
  tokenKeys,
  seen("session.tokenTtlSeconds", {
    change: { RINGBACK_SESSION_TOKEN_TTL_SECONDS: "60" },
    look: async ({ origin }) =>
      lasts(member(await signIn(origin), "expiresAt")),
    was: 900,
    is: 60,
  }),
  seen("session.renewableSeconds", {
    change: { RINGBACK_SESSION_RENEWABLE_SECONDS: "1000" },
    look: async ({ origin }) =>
      lasts(member(await signIn(origin), "renewableUntil")),
    was: 43_200,
    is: 1_000,
  }),
  seen("session.ticketTtlSeconds", {
    change: { RINGBACK_SESSION_TICKET_TTL_SECONDS: "300" },
    look: async ({ origin }) => {
      const token = member(await signIn(origin), "token");
      const ticket = await post(origin, "/api/v1/ws-tickets", undefined, {
        authorization: `Bearer ${token}`,
      });
      return lasts(member(ticket, "data.expiresAt"));
    },
    was: 30,
    is: 300,
  }),
];
