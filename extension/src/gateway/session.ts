import {
  isSessionResponse,
  isTicketResponse,
} from "@ringback/shared/generated/validators.js";
import type {
  SessionRequest,
  SessionResponse,
} from "@ringback/shared/session/schema.ts";
import { type Credentials, requestChallenge, signNonce } from "./challenge.ts";
import { GatewayFault } from "./fault.ts";
import { postJson, QUICK_TIMEOUT_MS } from "./http.ts";

/** `SESSION_DIGEST_SUBJECT` of the shared schema; the extension takes only types from TypeBox files. */
const SUBJECT = "session";
/** Watching and hanging up; clicks are signed one by one, so a stolen token dials nothing. */
const SCOPE = "live";
/** A token this near its end is renewed before it is used. */
const RENEW_BEFORE_MS = 300_000;

/** Shows the digest over a nonce at hand; also how sign-in proves the password. */
export async function openSession(
  { gateway, aor, ha1 }: Credentials,
  nonce: string,
): Promise<SessionResponse> {
  const body: SessionRequest = {
    aor,
    nonce,
    response: signNonce(ha1, nonce, SUBJECT),
    scope: SCOPE,
  };
  try {
    return await postJson({
      gateway,
      path: "/session",
      body,
      timeoutMs: QUICK_TIMEOUT_MS,
      accepts: isSessionResponse,
    });
  } catch (error) {
    if (error instanceof GatewayFault && error.kind === "forbidden")
      throw new GatewayFault("sign_in_refused");
    throw error;
  }
}

function renewSession(
  gateway: string,
  bearer: string,
): Promise<SessionResponse> {
  return postJson({
    gateway,
    path: "/session/renew",
    body: {},
    bearer,
    timeoutMs: QUICK_TIMEOUT_MS,
    accepts: isSessionResponse,
  });
}

/** The token and its times; kept where only the extension's own contexts read. */
export type Token = Pick<
  SessionResponse,
  "token" | "expiresAt" | "renewableUntil"
>;

function lastsUntil(time: string, now: number, margin: number): boolean {
  return Date.parse(time) - now > margin;
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof GatewayFault &&
    (error.kind === "unauthorized" || error.kind === "forbidden")
  );
}

/** A token good for use now: the one at hand, that one renewed, or a new one by the digest. */
export async function freshToken(
  credentials: Credentials,
  held: Token | null,
  now: number,
): Promise<Token> {
  if (held !== null && lastsUntil(held.expiresAt, now, RENEW_BEFORE_MS))
    return held;
  if (
    held !== null &&
    lastsUntil(held.expiresAt, now, 0) &&
    lastsUntil(held.renewableUntil, now, 0)
  ) {
    try {
      return await renewSession(credentials.gateway, held.token);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  const { nonce } = await requestChallenge(
    credentials.gateway,
    credentials.aor,
  );
  return await openSession(credentials, nonce);
}

/** A ticket opens one socket, once, within seconds. */
export async function requestTicket(
  gateway: string,
  bearer: string,
): Promise<string> {
  const answer = await postJson({
    gateway,
    path: "/api/v1/ws-tickets",
    body: {},
    bearer,
    timeoutMs: QUICK_TIMEOUT_MS,
    accepts: isTicketResponse,
  });
  return answer.data.ticket;
}
