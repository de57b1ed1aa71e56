/** A house of calls for tests: the real store on SQLite in memory, and a PBX that lives in the test. */
import { onTestFinished } from "vitest";
import type { DialPolicy } from "../dialing/policy.ts";
import { DomainChooser } from "../pbx/choice/by-domain.ts";
import type { PbxChooser } from "../pbx/port.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import { SqlOnceStore } from "../store/once/sql.ts";
import { CallBus, type CallEvent } from "./bus.ts";
import { Calls } from "./calls.ts";
import type { CallFollower } from "./follower.ts";
import { CallGuard } from "./guard.ts";
import type { OriginateLimits } from "./originate-limits.ts";
import { Pause } from "./pause.ts";
import { CallStore } from "./store.ts";
import { TestPbx } from "./testing-pbx.ts";
import { LIMITS, NOW, RULES } from "./testing-rows.ts";
import { CallWriter } from "./writer.ts";

const POLICY: DialPolicy = {
  allowPrefixes: [],
  denyPrefixes: [],
  allowPremium: false,
  allowInternational: true,
  ordinaryPrefixes: [],
  featureCodes: [],
  emergencyNumbers: ["112", "061"],
};

export async function memoryDatabase(): Promise<Database> {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  return db;
}

export type HouseChanges = {
  /** absent: one in memory */
  db?: Database;
  originateLimits?: OriginateLimits;
  domains?: ReadonlyMap<string, readonly string[]>;
  chooser?: PbxChooser;
  pbxs?: readonly TestPbx[];
  followers?: readonly CallFollower[];
};

/** Everything that keeps calls, over one PBX of the test. */
export async function openHouse(changes: HouseChanges = {}) {
  /** `set`: by how much somebody has set the clock, without time having passed */
  const clock = { now: NOW, set: 0 };
  const now = () => clock.now + clock.set;
  const db = changes.db ?? (await memoryDatabase());
  const pbx = changes.pbxs?.[0] ?? new TestPbx();
  const pbxs = new Map((changes.pbxs ?? [pbx]).map((it) => [it.name, it]));
  const events: CallEvent[] = [];
  const faults: { what: string; fault: unknown }[] = [];
  const onFault = (what: string, fault: unknown) => {
    faults.push({ what, fault });
  };
  const bus = new CallBus((fault) => onFault("bus", fault));
  bus.subscribe((event) => events.push(event));
  const store = new CallStore(db, now, changes.followers);
  const writer = new CallWriter({
    store,
    bus,
    deadlines: LIMITS,
    now,
    onFault,
  });
  const guard = new CallGuard({
    store,
    writer,
    pbxs,
    deadlines: LIMITS,
    now,
    elapsed: () => clock.now,
    onFault,
  });
  const pause = new Pause(db);
  const calls = new Calls({
    store,
    writer,
    once: new SqlOnceStore(db, now),
    pause,
    pbxs,
    chooser:
      changes.chooser ??
      new DomainChooser(
        changes.domains ?? new Map([["pbx.example", ["main"]]]),
        pbxs,
      ),
    rules: RULES,
    policy: POLICY,
    originateLimits: changes.originateLimits ?? {
      perMinutePerUser: 100,
      perMinutePerWorkspace: 100,
    },
    deadlines: LIMITS,
    now,
    onFault,
  });
  const settled = async () => {
    await guard.idle();
    await writer.idle();
  };
  return {
    clock,
    db,
    pbx,
    bus,
    store,
    writer,
    guard,
    calls,
    pause,
    events,
    faults,
    settled,
  };
}
