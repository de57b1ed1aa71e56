/** Events on their way to programs: delivery with the accounts, keys and figures of this gateway. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { SignJWT } from "jose";
import { CachedClients } from "../clients/directory.ts";
import { ClientRecords } from "../clients/records.ts";
import { SIGNATURE } from "../clients/signing/key.ts";
import { KeyRing } from "../clients/signing/key-ring.ts";
import type { Config } from "../config/schema.ts";
import { createDelivery, type Delivery } from "../delivery/delivery.ts";
import type { SignAssertion, SinkClients } from "../delivery/port.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Database } from "../store/database.ts";
import type { FaultLog } from "./faults.ts";
import { createSealer } from "./sealer.ts";
import { type Repeated, repeat } from "./timers.ts";

export type Delivering = Delivery & {
  start: () => void;
  /** Resolves when what was on its way is done, or after most of the grace time. */
  stop: () => Promise<void>;
};

/** Of `server.shutdownGraceMs`; the rest is for what stops behind it. */
const STOP_SHARE = 0.8;

export function createDelivering(
  config: Config,
  parts: { db: Database; metrics: Metrics | undefined; onFault: FaultLog },
): Delivering {
  const { db, metrics, onFault } = parts;
  const { delivery: section, oauth, server } = config;
  const sealing = createSealer(config);
  const clocks = { now: Date.now, monotonic: () => performance.now() };
  const { cacheSeconds } = oauth;
  const records = new ClientRecords(db, sealing, {
    now: clocks.now,
    onFault: (fault) => onFault("clients", fault),
  });
  const clients = new CachedClients(records, {
    cacheSeconds,
    now: clocks.monotonic,
  });
  const ring = new KeyRing(db, sealing, { cacheSeconds, ...clocks });
  const { caFile } = section;
  const delivery = createDelivery(
    {
      ...section,
      origin: section.origin ?? hostname(),
      stopGraceMs: server.shutdownGraceMs * STOP_SHARE,
    },
    {
      ...{ db, sealing, onFault, now: clocks.now, random: Math.random },
      clients: settingsOf(clients),
      sign: signedBy(ring),
      observer: { attempted: (told) => metrics?.delivery(told) },
      guard: caFile === undefined ? {} : { ca: readFileSync(caFile, "utf8") },
    },
  );
  let sweeping: Repeated | undefined;
  return {
    ...delivery,
    start: () => {
      delivery.worker.start();
      sweeping = repeat(
        section.retentionSweepMs,
        () => delivery.retention.sweep(),
        onFault,
      );
    },
    stop: async () => {
      await Promise.all([sweeping?.stop(), delivery.worker.stop()]);
      delivery.guard.close();
    },
  };
}

/** A client that is gone has no wishes; its events are still owed. */
function settingsOf(clients: CachedClients): SinkClients {
  return {
    of: async (id) => {
      const {
        signingSecrets = [],
        handshake = false,
        tokenSources = [],
      } = (await clients.find(id))?.webhook ?? {};
      return { signingSecrets, handshake, tokenSources };
    },
  };
}

/** Of the key that signs access tokens too; `typ` keeps an assertion from being taken for one. */
function signedBy(ring: KeyRing): SignAssertion {
  return async ({ iss, sub, aud, jti, iat, exp }) => {
    const { id, key } = await ring.signer();
    return await new SignJWT({ iss, sub, aud, jti, iat, exp })
      .setProtectedHeader({ alg: SIGNATURE, typ: "JWT", kid: id })
      .sign(key);
  };
}
