/** Accounts of programs: who they are, and the tokens that let them in. */

import type { Guessing } from "../apis/click2call/guessing.ts";
import { ClientAuthenticator } from "../apis/oauth/authenticator.ts";
import { PATHS } from "../apis/oauth/metadata.ts";
import { oauthMount } from "../apis/oauth/mount.ts";
import { AllAccessTokens } from "../clients/access-tokens.ts";
import { Assertions } from "../clients/assertions.ts";
import { CachedClients } from "../clients/directory.ts";
import { ExternalIssuer } from "../clients/issuers/external-issuer.ts";
import { OwnTokens } from "../clients/own-tokens.ts";
import type { AccessTokens } from "../clients/port.ts";
import { ClientRecords } from "../clients/records.ts";
import type { KeyTimes } from "../clients/remote-keys.ts";
import { KeyRing } from "../clients/signing/key-ring.ts";
import type { Config } from "../config/schema.ts";
import type { ClientAddress } from "../http/client-address.ts";
import type { Mount } from "../http/mount.ts";
import type { Database } from "../store/database.ts";
import type { OnceStore } from "../store/once/port.ts";
import type { FaultLog } from "./faults.ts";
import { createFetchJson } from "./fetch-json.ts";
import { createSealer } from "./sealer.ts";

export type Programs = {
  clients: CachedClients;
  accessTokens: AccessTokens;
  /** `/oauth/…` and its metadata */
  mount: Mount;
  close: () => void;
};

type Parts = {
  db: Database;
  once: OnceStore;
  guessing: Guessing;
  clientAddress: ClientAddress;
  onFault: FaultLog;
};

/** Their sections of the configuration are read once: a change of them needs a restart. */
export function createPrograms(config: Config, parts: Parts): Programs {
  const { db, once, guessing, clientAddress, onFault } = parts;
  const { oauth } = config;
  const clocks = { now: Date.now, monotonic: () => performance.now() };
  const times = keyTimesOf(oauth);
  const { fetchJson, close } = createFetchJson(config);
  const sealer = createSealer(config);
  const records = new ClientRecords(db, sealer, {
    now: clocks.now,
    onFault: (fault) => onFault("clients", fault),
  });
  const { cacheSeconds } = oauth;
  const clients = new CachedClients(records, {
    cacheSeconds,
    now: clocks.monotonic,
  });
  const ring = new KeyRing(db, sealer, { cacheSeconds, ...clocks });
  const issuer = ownIssuer(config);
  const tokens = new OwnTokens(
    {
      issuer,
      audience: oauth.audience ?? issuer,
      ttlSeconds: oauth.tokenTtlSeconds,
      now: clocks.now,
    },
    { ring, clients, once },
  );
  const onKeyFault = (fault: unknown) => onFault("issuers", fault);
  const assertions = new Assertions(
    {
      audiences: [issuer, issuer + PATHS.token, issuer + PATHS.revoke],
      maxSeconds: oauth.assertionMaxSeconds,
      clockSkewSeconds: oauth.clockSkewSeconds,
      times,
      ...clocks,
    },
    { once, fetchJson, onFault: onKeyFault },
  );
  const issuers = Object.values(config.issuers).map(
    (options) =>
      new ExternalIssuer(options, {
        fetchJson,
        times,
        ...clocks,
        onFault: onKeyFault,
      }),
  );
  const mount = oauthMount({
    tokens,
    ring,
    clients,
    authenticator: new ClientAuthenticator(records, assertions, guessing),
    clientAddress,
    bodyLimitBytes: oauth.bodyLimitBytes,
    keysMaxAgeSeconds: oauth.keysMaxAgeSeconds,
  });
  const accessTokens = new AllAccessTokens(tokens, clients, issuers);
  return { clients, accessTokens, mount, close };
}

export function ownIssuer({
  oauth,
  server,
}: Pick<Config, "oauth" | "server">): string {
  const scheme = server.tls === undefined ? "http" : "https";
  return oauth.issuer ?? `${scheme}://${server.listen}`;
}

function keyTimesOf(oauth: Config["oauth"]): KeyTimes {
  return {
    freshMs: oauth.jwksFreshSeconds * 1000,
    staleMs: oauth.jwksStaleSeconds * 1000,
    cooldownMs: oauth.jwksCooldownSeconds * 1000,
    // An issuer's own document names where its keys are: two may be waited for.
    loadMs: oauth.jwksTimeoutMs * 2,
  };
}
