import { CallBus } from "../calls/bus.ts";
import { Calls } from "../calls/calls.ts";
import { CallGuard } from "../calls/guard.ts";
import { Pause } from "../calls/pause.ts";
import { CallStore } from "../calls/store.ts";
import { CallWriter } from "../calls/writer.ts";
import type { Config } from "../config/schema.ts";
import type { Pbx } from "../pbx/port.ts";
import type { Database } from "../store/database.ts";
import type { OnceStore } from "../store/once/port.ts";
import { createChooser } from "./chooser.ts";
import type { FaultLog } from "./faults.ts";

/** The call and everything that keeps it: knows the ports, no API. */
export type Calling = {
  store: CallStore;
  bus: CallBus;
  writer: CallWriter;
  guard: CallGuard;
  calls: Calls;
  pause: Pause;
};

export function createCalling(
  config: Config,
  parts: {
    db: Database;
    once: OnceStore;
    pbxs: ReadonlyMap<string, Pbx>;
    onFault: FaultLog;
  },
): Calling {
  const { db, once, pbxs, onFault } = parts;
  const now = Date.now;
  const deadlines = config.calls;
  const store = new CallStore(db, now);
  const bus = new CallBus((fault) => onFault("bus", fault));
  const writer = new CallWriter({ store, bus, deadlines, now, onFault });
  const guard = new CallGuard({
    store,
    writer,
    pbxs,
    deadlines,
    now,
    elapsed: () => performance.now(),
    onFault,
  });
  const pause = new Pause(db);
  const calls = new Calls({
    store,
    writer,
    once,
    pause,
    pbxs,
    chooser: createChooser(config, pbxs),
    rules: { ...config.dialing, ...config.numbers },
    policy: config.dialing,
    originateLimits: {
      perMinutePerUser: config.dialing.originatesPerMinutePerUser,
      perMinutePerWorkspace: config.dialing.originatesPerMinutePerWorkspace,
    },
    deadlines,
    now,
    onFault,
  });
  return { store, bus, writer, guard, calls, pause };
}
