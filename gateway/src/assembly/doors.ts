import { DigestAuthenticator } from "../apis/click2call/authenticator.ts";
import { Guessing } from "../apis/click2call/guessing.ts";
import { click2callMount } from "../apis/click2call/mount.ts";
import { Nonces } from "../apis/click2call/nonce.ts";
import { sessionMount } from "../apis/session/mount.ts";
import { Tokens } from "../apis/session/tokens.ts";
import { LiveChannel } from "../apis/signaling/live-channel.ts";
import { signalingMount } from "../apis/signaling/mount.ts";
import type { Config } from "../config/schema.ts";
import { formerKeys } from "../config/sections/secrets.ts";
import type { ClientAddress } from "../http/client-address.ts";
import type { Mount } from "../http/mount.ts";
import { healthMount } from "../ops/health.ts";
import type { Pbx } from "../pbx/port.ts";
import type { OnceStore } from "../store/once/port.ts";
import type { TerminalDirectory } from "../terminals/port.ts";
import type { Calling } from "./calling.ts";
import { domainsOf } from "./chooser.ts";
import type { FaultLog } from "./faults.ts";
import { onceWithin } from "./once-within.ts";

/** Who asks more often gets the last answer: anybody may ask, and each answer costs a write. */
const READY_MS = 500;

/** Every way in from outside. */
export type Doors = { mounts: readonly Mount[]; live: LiveChannel };

export function createDoors(
  config: Config,
  parts: {
    calling: Calling;
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
  const { allowedOrigins, bodyLimitBytes } = config.server;
  const nonces = new Nonces(
    {
      key: config.secrets.nonceKey,
      formerKeys: formerKeys(config.secrets.previousNonceKeys),
      ttlSeconds: config.click2call.nonceTtlSeconds,
      now,
    },
    once,
  );
  const guessing = new Guessing(config.guessing, once, now);
  const authenticator = new DigestAuthenticator(
    nonces,
    directory,
    guessing,
    new Set(domainsOf(config).keys()),
  );
  const tokens = new Tokens(
    {
      key: config.secrets.tokenKey,
      formerKeys: formerKeys(config.secrets.previousTokenKeys),
      times: config.session,
      now,
    },
    directory,
    once,
  );
  const mounts = [
    click2callMount({
      calls,
      nonces,
      authenticator,
      guessing,
      clientAddress,
      allowedOrigins,
      bodyLimitBytes,
      dialTimeout: {
        default: config.click2call.dialTimeoutSeconds,
        max: config.click2call.dialTimeoutMaxSeconds,
      },
      maxDuration: {
        default: config.click2call.maxDurationMs,
        max: config.click2call.maxDurationMaxMs,
      },
    }),
    sessionMount({
      tokens,
      authenticator,
      clientAddress,
      allowedOrigins,
      bodyLimitBytes,
      region: config.numbers.region,
    }),
    signalingMount({ tokens, allowedOrigins }),
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
    limits: config.live,
    now,
    onFault,
  });
  return { mounts, live };
}
