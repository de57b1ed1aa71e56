/** What delivery needs of others, and what it tells them. */

/** How a sink knows that it is us. */
export type SinkCredential =
  /** `expiresAt` epoch milliseconds: nothing is sent from then on */
  | { kind: "access_token"; token: string; expiresAt: number }
  /** a token is fetched at `tokenUri` with an assertion that the gateway signs (RFC 7523 §2.2) */
  | { kind: "private_key_jwt"; clientId: string; tokenUri: string };

/** What an admin agreed on with a client. */
export type SinkSettings = {
  /** `whsec_` and base64 (Standard Webhooks); several while a key changes; none: not signed */
  signingSecrets: readonly string[];
  /** whether a sink is asked by OPTIONS before its first event */
  handshake: boolean;
  /** where a token may be fetched for it, and as whom; others are another client's */
  tokenSources: readonly { clientId: string; tokenUri: string }[];
};

export interface SinkClients {
  of(clientId: string): Promise<SinkSettings>;
}

export type AssertionClaims = {
  iss: string;
  sub: string;
  aud: string;
  jti: string;
  /** epoch seconds */
  iat: number;
  exp: number;
};

/** A compact JWS by the gateway's own signing key. */
export type SignAssertion = (claims: AssertionClaims) => Promise<string>;

export type AttemptTold = {
  /** `stopped`: given up, with all behind it */
  result: "delivered" | "retried" | "dead" | "stopped";
  durationMs: number;
  /** from the event being written until its first request; only there */
  lagMs?: number;
};

export interface DeliveryObserver {
  attempted(told: AttemptTold): void;
}

/** Secrets at rest. */
export interface Sealing {
  seal(purpose: string, plain: string): string;
  open(purpose: string, sealed: string): string;
}
