/** Delivery on a database of its own, for tests that say when which time it is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import { Sealer } from "../store/sealer.ts";
import {
  createDelivery,
  type Delivery,
  type DeliveryParts,
  type DeliveryRules,
} from "./delivery.ts";
import type { GuardRules } from "./guard/guard.ts";
import type { NewEvent, NewSink } from "./outbox.ts";
import type { AttemptTold } from "./port.ts";
import type { Authority } from "./testing.ts";

/** Every port, nothing but public addresses, short patience. */
export function guardRules(more: Partial<GuardRules> = {}): GuardRules {
  return {
    ports: ["1-65535"],
    allow: [],
    dnsServers: [],
    dnsTimeoutMs: 500,
    dnsTries: 1,
    dnsRereadMs: 60_000,
    addressesPerName: 4,
    connectTimeoutMs: 500,
    totalTimeoutMs: 1_000,
    answerBytes: 4_096,
    idleConnectionsPerHost: 8,
    idleConnectionMs: 30_000,
    staleConnections: 3,
    ...more,
  };
}

export const TEST_RULES: DeliveryRules = {
  ...guardRules({ allow: ["127.0.0.0/8"] }),
  concurrency: 64,
  concurrencyPerClient: 32,
  concurrencyPerHost: 8,
  concurrencyInTrouble: 2,
  troubledHostsKept: 100,
  retryDelaysSeconds: [2, 10, 60, 300, 1800, 7200],
  jitterPercent: 0,
  retryAfterMaxSeconds: 7200,
  dropSuperseded: false,
  leaseMs: 3_000,
  pollMs: 10,
  attemptTimeoutMs: 6_000,
  stopGraceMs: 1_000,
  holdSeconds: 600,
  deliveredHours: 24,
  deadDays: 30,
  tokenSlackSeconds: 30,
  tokenMaxSeconds: 3600,
  tokensKept: 100,
  assertionSeconds: 60,
  handshakeSeconds: 3600,
  spacingMaxSeconds: 600,
  consentsKept: 100,
  origin: "gateway.example",
};

export type Bench = Delivery & {
  db: Database;
  faults: unknown[];
  told: AttemptTold[];
  /** moves the clock forward */
  pass: (ms: number) => void;
  now: () => number;
  /** a call's sink and so many events, `<call>-1` … */
  queue: (sink: NewSink, events?: Partial<NewEvent>[]) => Promise<void>;
  /** ids by state */
  states: (callId?: string) => Promise<Record<string, string>>;
  /** all queued events are gone */
  settled: (callId?: string) => Promise<void>;
};

type BenchOptions = {
  rules?: Partial<DeliveryRules>;
  parts?: Partial<DeliveryParts>;
  /** on the database of another bench */
  beside?: Bench;
  /** not before the test says so */
  isIdle?: boolean;
};

export const sealer = new Sealer("3f".repeat(32), []);

/** Of a client that agreed on nothing with the admin. */
export const NO_WISHES = {
  signingSecrets: [],
  handshake: false,
  tokenSources: [],
};

/** Delivery on a database file of its own, with a clock that can be moved. */
export async function openBench(
  authority: Authority,
  { rules, parts, beside, isIdle = false }: BenchOptions = {},
): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "ringback-delivery-"));
  const file = join(folder, "ringback.sqlite");
  const db = beside?.db ?? openDatabase({ file, busyTimeoutMs: 2_000 });
  await migrateToLatest(db);
  let ahead = 0;
  const faults: unknown[] = [];
  const told: AttemptTold[] = [];
  const now = () => Date.now() + ahead;
  const delivery = createDelivery(
    { ...TEST_RULES, ...rules },
    {
      db,
      sealing: sealer,
      clients: { of: async () => NO_WISHES },
      sign: async () => "assertion",
      observer: { attempted: (one) => told.push(one) },
      guard: { ca: authority.ca },
      now,
      random: () => 0.5,
      onFault: (_, fault) => faults.push(fault),
      ...parts,
    },
  );
  onTestFinished(async () => {
    await delivery.worker.stop();
    delivery.guard.close();
    if (beside === undefined) await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const rowsOf = async (callId: string | undefined) => {
    const query = db.selectFrom("deliveries").selectAll();
    return await (callId === undefined
      ? query
      : query.where("call_id", "=", callId)
    ).execute();
  };
  if (!isIdle) delivery.worker.start();
  return {
    ...{ ...delivery, db, faults, told, now },
    pass: (ms) => {
      ahead += ms;
      delivery.worker.wake();
    },
    queue: async (sink, events = [{}]) => {
      await db.transaction().execute(async (transaction) => {
        await delivery.outbox.addSink(transaction, sink);
        for (const [index, event] of events.entries()) {
          const id = `${sink.callId}-${index + 1}`;
          await delivery.outbox.enqueue(transaction, {
            id,
            callId: sink.callId,
            body: { id, data: { number: index + 1 } },
            isFinal: index === events.length - 1,
            ...event,
          });
        }
      });
      delivery.worker.wake();
    },
    states: async (callId) =>
      Object.fromEntries(
        (await rowsOf(callId)).map(({ id, state, reason }) => [
          id,
          reason === null ? state : `${state} ${reason}`,
        ]),
      ),
    settled: (callId) =>
      vi
        .waitUntil(
          async () =>
            (await rowsOf(callId)).every(({ state }) => state !== "queued"),
          { timeout: 8_000, interval: 5 },
        )
        .then(() => undefined),
  };
}
