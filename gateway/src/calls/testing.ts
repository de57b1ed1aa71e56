/** A house of calls for tests: the real store on SQLite in memory, and a PBX that lives in the test. */
import { onTestFinished } from "vitest";
import type { DialPolicy } from "../dialing/policy.ts";
import type { DialRules } from "../dialing/rules.ts";
import { DomainChooser } from "../pbx/choice/by-domain.ts";
import {
  type Availability,
  type BelievedCall,
  type Move,
  type OriginateRequest,
  type Pbx,
  type PbxChooser,
  PbxError,
  type PbxHealth,
} from "../pbx/port.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import { SqlOnceStore } from "../store/once/sql.ts";
import type { Terminal } from "../terminals/port.ts";
import { CallBus, type CallEvent } from "./bus.ts";
import { Calls, type OriginateLimits } from "./calls.ts";
import type { DeadlineLimits } from "./deadline.ts";
import { CallGuard } from "./guard.ts";
import { Pause } from "./pause.ts";
import type { PlaceRequest } from "./place.ts";
import type { CallRow, Snapshot } from "./snapshot.ts";
import { CallStore } from "./store.ts";
import { CallWriter } from "./writer.ts";

export const NOW = 1_800_000_000_000;

export const LIMITS: DeadlineLimits = {
  createdDeadlineMs: 10_000,
  originateSlackMs: 2_000,
  alertingASlackMs: 5_000,
  alertingBDeadlineMs: 180_000,
  connectingDeadlineMs: 30_000,
  activeSlackMs: 5_000,
  endingDeadlineMs: 5_000,
};

const RULES: DialRules = {
  region: "ES",
  internalMaxDigits: 6,
  form: "e164",
  internationalPrefix: "00",
  prefix: "",
};

const POLICY: DialPolicy = {
  allowPrefixes: [],
  denyPrefixes: [],
  allowPremium: false,
  allowInternational: true,
  featureCodes: [],
  emergencyNumbers: ["112", "061"],
};

export function testTerminal(changes: Partial<Terminal> = {}): Terminal {
  return {
    id: "terminal-alice",
    workspaceId: "default",
    userId: "user-alice",
    userName: "Alice",
    username: "alice",
    domain: "pbx.example",
    endpoint: "alice",
    extension: "101",
    number: null,
    credentialVersion: 1,
    ...changes,
  };
}

export function testRequest(changes: Partial<PlaceRequest> = {}): PlaceRequest {
  return {
    terminal: testTerminal(),
    destination: "+34900123456",
    dialTimeoutSeconds: 30,
    maxDurationMs: 60_000,
    optimize: false,
    via: "click2call",
    ...changes,
  };
}

export function testRow(changes: Partial<CallRow> = {}): CallRow {
  return {
    id: "01jd0000000000000000000001",
    workspace_id: "default",
    user_id: "user-alice",
    // One of its own: a phone that rings takes no second call.
    terminal_id: `terminal-of-${changes.id ?? "alice"}`,
    placed_via: "click2call",
    pbx: "main",
    iden: "iden1",
    destination: "+34900123456",
    destination_e164: "+34900123456",
    dial_string: "+34900123456",
    endpoint: "alice",
    extension: "101",
    dial_timeout_s: 30,
    max_duration_ms: 60_000,
    optimize: 0,
    state: "created",
    substate: "none",
    outcome: null,
    end_reason: null,
    ended_by: null,
    q850: null,
    approximate: 0,
    created_at: NOW,
    answered_at: null,
    ended_at: null,
    deadline_at: NOW + 10_000,
    version: 1,
    ...changes,
  };
}

export function testSnapshot(changes: Partial<CallRow> = {}): Snapshot {
  return { call: testRow(changes), legs: [] };
}

export async function memoryDatabase(): Promise<Database> {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  return db;
}

/** A PBX that does what the test says: a call it accepted is there until the test ends it, and is asked after honestly. */
export class TestPbx implements Pbx {
  readonly name: string;
  state: PbxHealth["state"] = "up";
  /** idens of living calls */
  readonly living = new Set<string>();
  readonly originates: OriginateRequest[] = [];
  readonly hangups: string[] = [];
  readonly asked: BelievedCall[] = [];
  /** Set: every order and question fails with it. */
  fault: PbxError | undefined;
  available: { a: Availability; b: Availability } = {
    a: "available",
    b: "unknown",
  };
  /** Settles before an originate is answered. */
  answer: Promise<void> = Promise.resolve();
  /** Whether an ordered hang-up is told at once as the end. */
  tellsHangups = true;
  #move: (iden: string, move: Move) => void = () => {};
  #up: () => void = () => {};

  constructor(name = "main") {
    this.name = name;
  }

  health(): PbxHealth {
    return { state: this.state, since: NOW };
  }

  start(): void {}

  async stop(): Promise<void> {}

  async originate(request: OriginateRequest): Promise<void> {
    this.originates.push(request);
    await this.answer;
    if (this.fault !== undefined) throw this.fault;
    this.living.add(request.iden);
  }

  async availability(): Promise<{ a: Availability; b: Availability }> {
    if (this.fault !== undefined) throw this.fault;
    return this.available;
  }

  async hangup(iden: string): Promise<void> {
    this.hangups.push(iden);
    if (this.fault !== undefined) throw this.fault;
    if (!this.tellsHangups || !this.living.delete(iden)) return;
    this.tell(iden, {
      at: NOW + 1,
      end: { outcome: "no_answer", reason: "a_no_answer", by: "caller" },
    });
  }

  async reconcile(calls: readonly BelievedCall[]): Promise<void> {
    this.asked.push(...calls);
    if (this.fault !== undefined) throw this.fault;
    for (const { iden, answered } of calls) {
      if (this.living.has(iden)) continue;
      this.tell(iden, {
        at: NOW + 2,
        end: {
          outcome: answered ? "completed" : "failed",
          reason: "resync",
          by: "pbx",
          approximate: true,
        },
      });
    }
  }

  onMove(listener: (iden: string, move: Move) => void): void {
    this.#move = listener;
  }

  onUp(listener: () => void): void {
    this.#up = listener;
  }

  tell(iden: string, move: Move): void {
    this.#move(iden, move);
  }

  comesUp(): void {
    this.#up();
  }
}

export function pbxFault(kind: PbxError["kind"]): PbxError {
  return new PbxError(kind, `test: ${kind}`);
}

/** Everything that keeps calls, over one PBX of the test. */
export async function openHouse(
  changes: {
    originateLimits?: OriginateLimits;
    domains?: ReadonlyMap<string, readonly string[]>;
    chooser?: PbxChooser;
    pbxs?: readonly TestPbx[];
  } = {},
) {
  /** `set`: by how much somebody has set the clock, without time having passed */
  const clock = { now: NOW, set: 0 };
  const now = () => clock.now + clock.set;
  const db = await memoryDatabase();
  const pbx = changes.pbxs?.[0] ?? new TestPbx();
  const pbxs = new Map((changes.pbxs ?? [pbx]).map((it) => [it.name, it]));
  const events: CallEvent[] = [];
  const faults: { what: string; fault: unknown }[] = [];
  const onFault = (what: string, fault: unknown) => {
    faults.push({ what, fault });
  };
  const bus = new CallBus((fault) => onFault("bus", fault));
  bus.subscribe((event) => events.push(event));
  const store = new CallStore(db, now);
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
  const calls = new Calls({
    store,
    writer,
    once: new SqlOnceStore(db, now),
    pause: new Pause(db),
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
    events,
    faults,
    settled,
  };
}
