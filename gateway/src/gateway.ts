/** Puts the gateway together from its configuration. Only this file, `assembly/` and the command line know every part. */
import { type Calling, createCalling } from "./assembly/calling.ts";
import { statusEvents } from "./assembly/click-to-dial.ts";
import { createDelivering, type Delivering } from "./assembly/delivering.ts";
import { createDirectory, type Directory } from "./assembly/directory.ts";
import { createDoors, type Doors } from "./assembly/doors.ts";
import { type FaultLog, faultLog } from "./assembly/faults.ts";
import { type Measuring, measure } from "./assembly/measuring.ts";
import { pauseLog } from "./assembly/pause-log.ts";
import { createPbxs } from "./assembly/pbxs.ts";
import {
  createRecordings,
  type Recording,
  recoverRecordings,
} from "./assembly/recording.ts";
import { repeat } from "./assembly/timers.ts";
import { CurrentConfig } from "./config/current.ts";
import type { Reloaded } from "./config/reload.ts";
import type { Config } from "./config/schema.ts";
import { createApp } from "./http/app.ts";
import { ClientAddress } from "./http/client-address.ts";
import { type Listener, listen } from "./http/listener.ts";
import type { RefusalListener } from "./http/mount.ts";
import { Metrics } from "./metrics/metrics.ts";
import { type Logger, requestEntry } from "./ops/log.ts";
import { refusalEntry } from "./ops/refusal.ts";
import type { Pbx } from "./pbx/port.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "./store/database.ts";
import { SqlOnceStore } from "./store/once/sql.ts";

type Step = { name: string; run: () => void | Promise<void> };

export type Gateway = {
  /** e.g. `http://127.0.0.1:8089` */
  origin: string;
  /** where Prometheus reads, e.g. `http://127.0.0.1:9464`; undefined where it may not */
  metricsOrigin: string | undefined;
  /** the configuration in force */
  config: () => Config;
  /** Takes a checked configuration in, as far as that needs no restart; calls and sockets go on. */
  reload: (next: Config) => Reloaded;
  /** Ends in order: no new requests, sockets closed, moves written, PBX and database let go. */
  steps: readonly Step[];
};

type Running = {
  db: Database;
  once: SqlOnceStore;
  pbxs: ReadonlyMap<string, Pbx>;
  terminals: Directory;
  calling: Calling;
  delivering: Delivering;
  recording: Recording | undefined;
  live: Doors["live"];
  programs: Doors["programs"];
  clickToDial: Doors["clickToDial"];
  listener: Listener;
  measuring: Measuring;
};

const ONCE_SWEEP_MS = 60_000;
const ORDERS_SWEEP_MS = 600_000;
const PAUSE_LOG_MS = 1000;

/** Starts listening; PBXs connect in their own time. Throws where the database or the address cannot be had; then nothing is left behind. */
export async function startGateway(
  first: Config,
  log: Logger,
): Promise<Gateway> {
  const config = new CurrentConfig(first);
  const metrics =
    first.metrics.listen === undefined ? undefined : new Metrics();
  const onFault = faultLog(log, metrics);
  const db = openDatabase(first.database);
  try {
    await migrateToLatest(db);
    const running = await open(config, db, log, onFault, metrics);
    return run(config, running, log, onFault);
  } catch (fault) {
    await db.destroy();
    throw fault;
  }
}

async function open(
  config: CurrentConfig,
  db: Database,
  log: Logger,
  onFault: FaultLog,
  metrics: Metrics | undefined,
): Promise<Running> {
  const once = new SqlOnceStore(db);
  const { pbxs, transports } = createPbxs(config, log, onFault);
  const terminals = await createDirectory(config, {
    db,
    transports,
    log,
    onFault,
  });
  const delivering = createDelivering(config.value, { db, metrics, onFault });
  const clientAddress = new ClientAddress(config.value.server.trustedProxies);
  config.onChange(({ server }) => clientAddress.trust(server.trustedProxies));
  const forRecordings = {
    ...{ db, delivery: delivering, metrics, log, onFault, clientAddress },
  };
  const recording = createRecordings(config.value, forRecordings);
  await recoverRecordings(recording, config.value, forRecordings);
  const followers = [
    statusEvents(config.value, delivering),
    ...(recording === undefined ? [] : [recording.follower]),
  ];
  const calling = createCalling(config, {
    ...{ db, once, pbxs, onFault, followers },
  });
  await calling.guard.begin();
  calling.bus.subscribe(() => {
    delivering.worker.wake();
    recording?.changed();
  });
  const { directory } = terminals;
  const { mounts, live, programs, clickToDial } = createDoors(config, {
    ...{
      delivering,
      recording,
      db,
      calling,
      once,
      directory,
      pbxs,
      clientAddress,
      onFault,
    },
  });
  const onRefused: RefusalListener = (error, door, request) => {
    metrics?.refused(error, door);
    const address = clientAddress.ofRequest(request);
    const refused = refusalEntry(error, door, address);
    if (refused !== undefined) log.warn({ refused }, "refused");
  };
  const app = createApp({
    mounts,
    clientAddress,
    onRequest: (line) => {
      metrics?.request(line);
      log.info({ request: requestEntry(line) }, "request");
    },
    onFault: (fault, mount) => onFault(mount, fault),
    onRefused,
  });
  try {
    const listener = await listen(config.value.server, app, {
      upgrades: new Map([["/ws/chat", live.upgrade]]),
      onFault: (fault) => onFault("upgrade", fault),
      onRefused: (error, request) => onRefused(error, "live", request),
    });
    config.onChange(({ server }) => listener.change(server));
    try {
      const measuring = await measure(
        config.value,
        metrics,
        { ...calling, db, live, pbxs, transports },
        onFault,
      );
      return {
        ...{ db, once, pbxs, terminals, calling, delivering, recording },
        ...{ live, programs, clickToDial, listener, measuring },
      };
    } catch (fault) {
      await listener.close();
      throw fault;
    }
  } catch (fault) {
    await live.close();
    programs.close();
    throw fault;
  }
}

function run(
  config: CurrentConfig,
  parts: Running,
  log: Logger,
  onFault: FaultLog,
): Gateway {
  const { db, once, pbxs, live, listener, measuring } = parts;
  const { guard, writer, pause } = parts.calling;
  for (const pbx of pbxs.values()) pbx.start();
  parts.delivering.start();
  parts.recording?.start();
  const { deadlineSweepMs } = config.value.calls;
  const sweep = repeat(deadlineSweepMs, () => guard.sweep(), onFault);
  config.onChange(({ calls }) => sweep.every(calls.deadlineSweepMs));
  config.onChange(({ log: { level } }) => {
    log.level = level;
  });
  const timers = [
    sweep,
    repeat(ONCE_SWEEP_MS, () => once.sweep(), onFault),
    repeat(ORDERS_SWEEP_MS, () => parts.clickToDial.sweep(), onFault),
    repeat(PAUSE_LOG_MS, pauseLog(pause, log), onFault),
  ];
  const stepsInOrder: Record<string, Step["run"]> = {
    listener: async () => {
      await Promise.all([listener.close(), live.close()]);
    },
    timers: async () => {
      await Promise.all(timers.map((timer) => timer.stop()));
    },
    calls: async () => {
      await Promise.all([...pbxs.values()].map((pbx) => pbx.stop()));
      await guard.stop();
      await writer.idle();
    },
    recordings: () => parts.recording?.stop(),
    deliveries: () => parts.delivering.stop(),
    metrics: () => measuring.close(),
    terminals: () => parts.terminals.close(),
    programs: () => parts.programs.close(),
    database: () => db.destroy(),
  };
  return {
    origin: listener.origin,
    metricsOrigin: measuring.origin,
    config: () => config.value,
    reload: (next) => config.replace(next),
    steps: Object.entries(stepsInOrder).map(([name, step]) => ({
      name,
      run: step,
    })),
  };
}
