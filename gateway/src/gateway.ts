/** Puts the gateway together from its configuration. Only this file and the command line know every part. */

import { DigestAuthenticator } from "./apis/click2call/authenticator.ts";
import { click2callMount } from "./apis/click2call/mount.ts";
import { Nonces } from "./apis/click2call/nonce.ts";
import { sessionMount } from "./apis/session/mount.ts";
import { Tokens } from "./apis/session/tokens.ts";
import { LiveChannel } from "./apis/signaling/live-channel.ts";
import { signalingMount } from "./apis/signaling/mount.ts";
import { CallBus } from "./calls/bus.ts";
import { Calls } from "./calls/calls.ts";
import { CallGuard } from "./calls/guard.ts";
import { CallStore } from "./calls/store.ts";
import { CallWriter } from "./calls/writer.ts";
import type { Config, PbxConfig } from "./config/schema.ts";
import { createApp } from "./http/app.ts";
import { ClientAddress } from "./http/client-address.ts";
import { type Listener, listen } from "./http/listener.ts";
import { healthMount } from "./ops/health.ts";
import { type Logger, requestEntry } from "./ops/log.ts";
import { ClientTransport } from "./pbx/asterisk/ami/client-transport.ts";
import { AsteriskPbx } from "./pbx/asterisk/asterisk-pbx.ts";
import { readTls } from "./pbx/asterisk/tls.ts";
import type { Pbx } from "./pbx/port.ts";
import { migrateToLatest, openDatabase } from "./store/database.ts";
import { SqlOnceStore } from "./store/once/sql.ts";
import { LocalTerminalDirectory } from "./terminals/local/directory.ts";

export type Gateway = {
  /** e.g. `http://127.0.0.1:8089` */
  origin: string;
  /** Ends in order: no new requests, sockets closed, moves written, PBX and database let go. */
  steps: readonly { name: string; run: () => void | Promise<void> }[];
};

const ONCE_SWEEP_MS = 60_000;
// The dialplan reports before the last channel goes; only the wire may swap the two.
const REPORT_GRACE_MS = 300;
const PROBE_INTERVAL_MS = 500;

/** Starts listening; PBXs connect in their own time. Throws where the database or the address cannot be had. */
export async function startGateway(
  config: Config,
  log: Logger,
): Promise<Gateway> {
  const now = Date.now;
  const fault = (what: string, error: unknown, callId?: string) =>
    log.error({ err: error, ...(callId !== undefined && { callId }) }, what);

  const db = openDatabase(config.database);
  await migrateToLatest(db);
  const once = new SqlOnceStore(db, now);
  const directory = new LocalTerminalDirectory(db);
  const pbxs = new Map<string, Pbx>();
  for (const [name, options] of Object.entries(config.pbx)) {
    pbxs.set(name, connectPbx(name, options, config, fault));
  }

  const store = new CallStore(db, now);
  const bus = new CallBus((error) => fault("bus", error));
  const deadlines = config.calls;
  const writer = new CallWriter({ store, bus, deadlines, now });
  const guard = new CallGuard({
    store,
    writer,
    pbxs,
    deadlines,
    now,
    onFault: fault,
  });
  const rules = {
    ...config.dialing,
    region: config.numbers.region,
    internalMaxDigits: config.numbers.internalMaxDigits,
  };
  const calls = new Calls({
    store,
    writer,
    once,
    pbxs,
    domains: new Map(Object.entries(config.domains)),
    rules,
    policy: config.dialing,
    originateLimits: {
      perMinutePerUser: config.dialing.originatesPerMinutePerUser,
      perMinutePerWorkspace: config.dialing.originatesPerMinutePerWorkspace,
    },
    deadlines,
    now,
    onFault: fault,
  });

  const { allowedOrigins, bodyLimitBytes } = config.server;
  const nonces = new Nonces(
    {
      key: config.secrets.nonceKey,
      ttlSeconds: config.click2call.nonceTtlSeconds,
      now,
    },
    once,
  );
  const authenticator = new DigestAuthenticator(
    nonces,
    directory,
    new Set(Object.keys(config.domains)),
  );
  const tokens = new Tokens(
    { key: config.secrets.tokenKey, times: config.session, now },
    directory,
    once,
  );
  const live = new LiveChannel({
    calls,
    bus,
    tokens,
    limits: config.live,
    now,
    onFault: fault,
  });
  const app = createApp({
    mounts: [
      click2callMount({
        calls,
        nonces,
        authenticator,
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
        allowedOrigins,
        bodyLimitBytes,
        region: config.numbers.region,
      }),
      signalingMount({ tokens, allowedOrigins }),
      healthMount({
        pbxs,
        checkDatabase: async () => void (await store.lastSeq()),
      }),
    ],
    clientAddress: new ClientAddress(config.server.trustedProxies),
    onRequest: (line) => log.info({ request: requestEntry(line) }, "request"),
    onFault: (error, mount) => fault(mount, error),
  });

  const listener = await listen(config.server, app, {
    upgrades: new Map([["/ws/chat", live.upgrade]]),
    onFault: (error) => fault("upgrade", error),
  });
  for (const pbx of pbxs.values()) pbx.start();
  const timers = [
    repeat(config.calls.deadlineSweepMs, () => guard.sweep(), fault),
    repeat(ONCE_SWEEP_MS, () => once.sweep(), fault),
  ];

  return {
    origin: listener.origin,
    steps: [
      { name: "listener", run: () => closeDoors(listener, live) },
      { name: "timers", run: () => timers.forEach(clearInterval) },
      {
        name: "calls",
        run: async () => {
          await Promise.all([...pbxs.values()].map((pbx) => pbx.stop()));
          await guard.idle();
          await writer.idle();
        },
      },
      { name: "database", run: () => db.destroy() },
    ],
  };
}

type FaultLog = (what: string, error: unknown, callId?: string) => void;

function connectPbx(
  name: string,
  options: PbxConfig,
  config: Config,
  onFault: FaultLog,
): Pbx {
  const { tls: tlsFiles, ...ami } = options;
  const tls = readTls(tlsFiles);
  const transport = new ClientTransport({
    ...ami,
    ...(tls !== undefined && { tls }),
  });
  return new AsteriskPbx(transport, {
    name,
    context: options.context,
    originateSlackMs: config.calls.originateSlackMs,
    answeredProbeMs: options.answeredProbeMs,
    reportGraceMs: REPORT_GRACE_MS,
    probeIntervalMs: PROBE_INTERVAL_MS,
    now: Date.now,
    onFault,
  });
}

async function closeDoors(
  listener: Listener,
  live: LiveChannel,
): Promise<void> {
  live.close();
  await listener.close();
}

function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onFault: FaultLog,
): NodeJS.Timeout {
  let running = false;
  return setInterval(() => {
    if (running) return;
    running = true;
    work()
      .catch((error: unknown) => onFault("timer", error))
      .finally(() => {
        running = false;
      });
  }, everyMs);
}
