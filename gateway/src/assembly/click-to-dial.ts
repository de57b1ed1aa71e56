/** Calls of programs: `/calls`, and the events that tell of them. */
import type { AskedSink } from "../apis/ctd/create.ts";
import { StatusEvents } from "../apis/ctd/events.ts";
import { ctdMount } from "../apis/ctd/mount.ts";
import type { Recordings } from "../apis/ctd/recording.ts";
import type { CallFollower } from "../calls/follower.ts";
import { Orders } from "../clients/orders.ts";
import type { AccessTokens, Client } from "../clients/port.ts";
import { mayFetch } from "../clients/token-source.ts";
import type { CurrentConfig } from "../config/current.ts";
import type { Config } from "../config/schema.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { SinkCredential } from "../delivery/port.ts";
import type { Mount } from "../http/mount.ts";
import type { Database } from "../store/database.ts";
import { LocalTerminalDirectory } from "../terminals/local/directory.ts";
import type { Calling } from "./calling.ts";
import { endedWithin } from "./ended-within.ts";
import { ownIssuer } from "./programs.ts";

const HOUR_MS = 3_600_000;

export type ClickToDial = {
  mount: Mount;
  /** forgets old Idempotency-Keys */
  sweep: () => Promise<void>;
};

/** What goes into the outbox with each change of a program's call. */
export function statusEvents(
  config: Config,
  { outbox }: Pick<Delivery, "outbox">,
): CallFollower {
  const source = `${ownIssuer(config)}/click-to-dial`;
  const holdsForRecording = config.recording !== undefined;
  return new StatusEvents(outbox, { source, holdsForRecording, now: Date.now });
}

export function createClickToDial(
  config: CurrentConfig,
  parts: {
    db: Database;
    calling: Calling;
    delivery: Pick<Delivery, "outbox" | "guard">;
    accessTokens: AccessTokens;
    /** undefined: calls are not recorded */
    recordings: Recordings | undefined;
  },
): ClickToDial {
  const { db, calling, delivery, accessTokens, recordings } = parts;
  const now = Date.now;
  const { ctd } = config.value;
  const orders = new Orders(db, now);
  const numbers = new LocalTerminalDirectory(db);
  const mount = ctdMount({
    calls: calling.calls,
    tokens: accessTokens,
    ...{ orders, recordings },
    sinks: {
      check: (client, url, credential) => {
        delivery.guard.check(url);
        if (credential !== undefined) checkCredential(client, credential);
      },
      add: (transaction, { credential, ...sink }) =>
        delivery.outbox.addSink(transaction, {
          ...sink,
          ...(credential !== undefined && {
            credential: credentialOf(credential),
          }),
        }),
    },
    parties: () => {
      const { dialing, numbers: region } = config.value;
      return { numbers, rules: { ...dialing, ...region }, policy: dialing };
    },
    dialTimeoutSeconds: () => ctd.dialTimeoutSeconds,
    maxDurationMs: () => ctd.maxDurationMs,
    bodyLimitBytes: () => config.value.server.bodyLimitBytes,
    ended: (callId) => endedWithin(ctd.endWaitMs, callId, calling),
    now,
  });
  return { mount, sweep: () => orders.sweep(ctd.idempotencyHours * HOUR_MS) };
}

/** Throws where it does not say all that is needed, or asks for a token that the admin did not grant: it would be another program's. */
function checkCredential(
  { webhook }: Client,
  asked: NonNullable<AskedSink["credential"]>,
): void {
  const known = credentialOf(asked);
  if (known.kind !== "private_key_jwt") return;
  if (mayFetch(webhook.tokenSources, known)) return;
  throw new Error(
    "this program gets no token as this clientId at this tokenUri",
  );
}

/** Throws where it does not say all that is needed to fetch a token. */
function credentialOf(
  asked: NonNullable<AskedSink["credential"]>,
): SinkCredential {
  if (asked.credentialType === "ACCESSTOKEN") {
    return {
      kind: "access_token",
      token: asked.accessToken,
      expiresAt: Date.parse(asked.accessTokenExpiresUtc),
    };
  }
  const { clientId, tokenUri } = asked;
  if (clientId === undefined || tokenUri === undefined) {
    throw new Error("PRIVATE_KEY_JWT needs clientId and tokenUri");
  }
  return { kind: "private_key_jwt", clientId, tokenUri };
}
