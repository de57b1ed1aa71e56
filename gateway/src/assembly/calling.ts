import { CallBus } from "../calls/bus.ts";
import { Calls } from "../calls/calls.ts";
import type { CallFollower } from "../calls/follower.ts";
import { CallGuard } from "../calls/guard.ts";
import { Pause } from "../calls/pause.ts";
import { CallStore } from "../calls/store.ts";
import { CallWriter } from "../calls/writer.ts";
import type { CurrentConfig } from "../config/current.ts";
import type { Pbx } from "../pbx/port.ts";
import type { Database } from "../store/database.ts";
import type { OnceStore } from "../store/once/port.ts";
import { createChooser } from "./chooser.ts";
import type { FaultLog } from "./faults.ts";

/** The call and everything that keeps it: knows the ports, no API. Getters, so that a reload counts from the next use on. */
export type Calling = {
  store: CallStore;
  bus: CallBus;
  writer: CallWriter;
  guard: CallGuard;
  calls: Calls;
  pause: Pause;
};

export function createCalling(
  config: CurrentConfig,
  parts: {
    db: Database;
    once: OnceStore;
    pbxs: ReadonlyMap<string, Pbx>;
    onFault: FaultLog;
    /** write what follows from every change of a call */
    followers?: readonly CallFollower[];
  },
): Calling {
  const { db, once, pbxs, onFault } = parts;
  const now = Date.now;
  const store = new CallStore(db, now, parts.followers);
  const bus = new CallBus((fault) => onFault("bus", fault));
  const writer = new CallWriter({
    store,
    bus,
    get deadlines() {
      return config.value.calls;
    },
    now,
    onFault,
  });
  const guard = new CallGuard({
    store,
    writer,
    pbxs,
    get deadlines() {
      return config.value.calls;
    },
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
    get rules() {
      return { ...config.value.dialing, ...config.value.numbers };
    },
    get policy() {
      return config.value.dialing;
    },
    get originateLimits() {
      const { dialing } = config.value;
      return {
        perMinutePerUser: dialing.originatesPerMinutePerUser,
        perMinutePerWorkspace: dialing.originatesPerMinutePerWorkspace,
      };
    },
    get deadlines() {
      return config.value.calls;
    },
    now,
    onFault,
  });
  return { store, bus, writer, guard, calls, pause };
}
