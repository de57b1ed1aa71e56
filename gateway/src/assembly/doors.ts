import { DigestAuthenticator } from "../apis/click2call/authenticator.ts";
import { Guessing } from "../apis/click2call/guessing.ts";
import { click2callMount } from "../apis/click2call/mount.ts";
import { type NonceOptions, Nonces } from "../apis/click2call/nonce.ts";
import { documentsMount } from "../apis/documents/mount.ts";
import { sessionMount } from "../apis/session/mount.ts";
import { type TokenOptions, Tokens } from "../apis/session/tokens.ts";
import { LiveChannel } from "../apis/signaling/live-channel.ts";
import { signalingMount } from "../apis/signaling/mount.ts";
import type { CurrentConfig } from "../config/current.ts";
import { formerKeys } from "../config/sections/secrets.ts";
import type { ClientAddress } from "../http/client-address.ts";
import type { Mount } from "../http/mount.ts";
import { healthMount } from "../ops/health.ts";
import type { Pbx } from "../pbx/port.ts";
import type { Database } from "../store/database.ts";
import type { OnceStore } from "../store/once/port.ts";
import type { TerminalDirectory } from "../terminals/port.ts";
import type { Calling } from "./calling.ts";
import { domainsOf } from "./chooser.ts";
import { type ClickToDial, createClickToDial } from "./click-to-dial.ts";
import type { Delivering } from "./delivering.ts";
import type { FaultLog } from "./faults.ts";
import { onceWithin } from "./once-within.ts";
import { createPrograms, ownIssuer, type Programs } from "./programs.ts";
import type { Recording } from "./recording.ts";

/** Who asks more often gets the last answer: anybody may ask, and each answer costs a write. */
const READY_MS = 500;

/** Every way in from outside. Getters, so that a reload counts from the next use on. */
export type Doors = {
  mounts: readonly Mount[];
  live: LiveChannel;
  programs: Programs;
  clickToDial: ClickToDial;
};

export function createDoors(
  config: CurrentConfig,
  parts: {
    db: Database;
    calling: Calling;
    delivering: Delivering;
    recording: Recording | undefined;
    once: OnceStore;
    directory: TerminalDirectory;
    pbxs: ReadonlyMap<string, Pbx>;
    clientAddress: ClientAddress;
    onFault: FaultLog;
  },
): Doors {
  const { calling, once, directory, pbxs, clientAddress, onFault } = parts;
  const now = Date.now;
  const { calls, bus } = calling;
  const nonces = new Nonces(nonceOptions(config, now), once);
  const guessing = new Guessing(() => config.value.guessing, once, now);
  const authenticator = new DigestAuthenticator(
    nonces,
    directory,
    guessing,
    config.derive((value) => new Set(domainsOf(value).keys())),
  );
  const tokens = new Tokens(tokenOptions(config, now), directory, once);
  const { db } = parts;
  const programs = createPrograms(config.value, {
    ...{ db, once, guessing, clientAddress, onFault },
  });
  const clickToDial = createClickToDial(config, {
    ...{ db, calling, delivery: parts.delivering },
    accessTokens: programs.accessTokens,
    recordings: parts.recording?.forPrograms,
  });
  const mounts = [
    click2callMount({
      calls,
      nonces,
      authenticator,
      guessing,
      clientAddress,
      get allowedOrigins() {
        return config.value.server.allowedOrigins;
      },
      get bodyLimitBytes() {
        return config.value.server.bodyLimitBytes;
      },
      get dialTimeout() {
        const { dialTimeoutSeconds, dialTimeoutMaxSeconds } =
          config.value.click2call;
        return { default: dialTimeoutSeconds, max: dialTimeoutMaxSeconds };
      },
      get maxDuration() {
        const { maxDurationMs, maxDurationMaxMs } = config.value.click2call;
        return { default: maxDurationMs, max: maxDurationMaxMs };
      },
    }),
    sessionMount({
      tokens,
      authenticator,
      clientAddress,
      get allowedOrigins() {
        return config.value.server.allowedOrigins;
      },
      get bodyLimitBytes() {
        return config.value.server.bodyLimitBytes;
      },
      get region() {
        return config.value.numbers.region;
      },
    }),
    signalingMount({
      tokens,
      get allowedOrigins() {
        return config.value.server.allowedOrigins;
      },
    }),
    programs.mount,
    clickToDial.mount,
    documentsMount({
      issuer: ownIssuer(config.value),
      isOn: () => config.value.documents.enabled,
    }),
    healthMount({
      pbxs,
      isPaused: async () => (await calling.pause.read()) !== undefined,
      // Reading works on a full disk too; only a write proves that a call can be placed.
      checkDatabase: onceWithin(READY_MS, async () => {
        await once.claim("ready", 0);
      }),
    }),
  ];
  const live = new LiveChannel({
    calls,
    bus,
    tokens,
    get limits() {
      return config.value.live;
    },
    now,
    onFault,
  });
  config.onChange(() => live.limitsChanged());
  return { mounts, live, programs, clickToDial };
}

function nonceOptions(config: CurrentConfig, now: () => number): NonceOptions {
  return {
    get key() {
      return config.value.secrets.nonceKey;
    },
    get formerKeys() {
      return formerKeys(config.value.secrets.previousNonceKeys);
    },
    get ttlSeconds() {
      return config.value.click2call.nonceTtlSeconds;
    },
    now,
  };
}

function tokenOptions(config: CurrentConfig, now: () => number): TokenOptions {
  return {
    get key() {
      return config.value.secrets.tokenKey;
    },
    get formerKeys() {
      return formerKeys(config.value.secrets.previousTokenKeys);
    },
    get times() {
      return config.value.session;
    },
    now,
  };
}
