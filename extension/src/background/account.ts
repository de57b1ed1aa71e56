import { parseAor } from "@ringback/shared/digest.ts";
import type { SessionResponse } from "@ringback/shared/session/schema.ts";
import browser from "webextension-polyfill";
import { parseGatewayAddress, socketAddress } from "../gateway/address.ts";
import {
  type Credentials,
  deriveHa1,
  requestChallenge,
} from "../gateway/challenge.ts";
import { GatewayFault } from "../gateway/fault.ts";
import {
  freshToken,
  openSession,
  requestTicket,
  type Token,
} from "../gateway/session.ts";
import type { Account } from "../settings/schema.ts";
import { readSettings, updateSettings } from "../settings/store.ts";
import { keepHa1, readHa1 } from "../settings/vault.ts";

const TOKEN_KEY = "token";

function isToken(value: unknown): value is Token {
  return (
    typeof value === "object" &&
    value !== null &&
    "token" in value &&
    "expiresAt" in value &&
    "renewableUntil" in value
  );
}

async function keepToken(token: Token): Promise<void> {
  const { token: bearer, expiresAt, renewableUntil } = token;
  await browser.storage.session.set({
    [TOKEN_KEY]: { token: bearer, expiresAt, renewableUntil },
  });
}

async function heldToken(): Promise<Token | null> {
  const stored = await browser.storage.session.get(TOKEN_KEY);
  return isToken(stored[TOKEN_KEY]) ? stored[TOKEN_KEY] : null;
}

function accountOf(
  gateway: string,
  aor: string,
  realm: string,
  session: SessionResponse,
): Account {
  const { user, terminal, region } = session;
  const { extension, number } = terminal;
  return {
    gateway,
    aor,
    realm,
    userName: user.name,
    extension,
    number,
    region,
  };
}

/** Proves the password to the gateway once, keeps HA1 in its place, and forgets it. */
export async function signIn(typed: {
  gateway: string;
  aor: string;
  password: string;
}): Promise<void> {
  const gateway = parseGatewayAddress(typed.gateway);
  const aor = typed.aor.trim();
  if (gateway === undefined) throw new GatewayFault("address");
  if (parseAor(aor) === undefined) throw new GatewayFault("sign_in_refused");
  const { nonce, realm } = await requestChallenge(gateway, aor);
  const ha1 = deriveHa1(aor, realm, typed.password);
  const session = await openSession({ gateway, aor, ha1 }, nonce);
  await keepHa1(ha1);
  await keepToken(session);
  await updateSettings((settings) => ({
    ...settings,
    account: accountOf(gateway, aor, realm, session),
  }));
}

/** Who signs for this browser; a fault where nobody is signed in. */
export async function credentials(): Promise<Credentials> {
  const { account } = await readSettings();
  const ha1 = account === null ? undefined : await readHa1();
  if (account === null || ha1 === undefined)
    throw new GatewayFault("signed_out");
  return { gateway: account.gateway, aor: account.aor, ha1 };
}

async function bearer(signer: Credentials, held: Token | null) {
  const token = await freshToken(signer, held, Date.now());
  if (token !== held) await keepToken(token);
  return token.token;
}

/** Where the live channel may be opened, with a new ticket. A token the gateway no longer takes is replaced once. */
export async function channelAddress(): Promise<string> {
  const signer = await credentials();
  const { gateway } = signer;
  try {
    const token = await bearer(signer, await heldToken());
    return socketAddress(gateway, await requestTicket(gateway, token));
  } catch (error) {
    if (!(error instanceof GatewayFault) || error.kind !== "unauthorized")
      throw error;
    const token = await bearer(signer, null);
    return socketAddress(gateway, await requestTicket(gateway, token));
  }
}
