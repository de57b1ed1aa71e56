import { CompiledQuery, type Kysely } from "kysely";
import { expect, it, onTestFinished, vi } from "vitest";
import { migrateToLatest, openDatabase } from "../store/database.ts";
import type { Tables } from "../store/tables.ts";
import { countDeliveries } from "./admin.ts";
import { DeliveryQueue } from "./queue.ts";
import { Retention } from "./retention.ts";
import {
  closeFinished,
  closeSinks,
  endLeases,
  findDue,
  findDueByLane,
  findExpired,
  findLeases,
  findNext,
  findSink,
  insertAttempts,
  setDue,
  takeSinks,
  updateTried,
} from "./statements.ts";

const list = "[]";
const worker = "this";
const callId = "one";
const look = { now: 1, limit: 1, lanes: list, clients: list };

const uses: Record<string, (db: Kysely<Tables>) => Promise<unknown>> = {
  findSink: (db) => findSink(db, { callId }),
  setDue: (db) => setDue(db, { callId, at: 1 }),
  findDue: (db) => findDue(db, { now: 1, limit: 1 }),
  findDueByLane: (db) => findDueByLane(db, { ...look, limitPerLane: 1 }),
  findExpired: (db) => findExpired(db, { now: 1, limit: 1 }),
  takeSinks: (db) => takeSinks(db, { list, worker, now: 1, until: 2 }),
  findLeases: (db) => findLeases(db, { list, worker }),
  findNext: (db) => findNext(db, { list }),
  insertAttempts: (db) => insertAttempts(db, { list }),
  updateTried: (db) => updateTried(db, { list }),
  endLeases: (db) => endLeases(db, { list, worker }),
  closeSinks: (db) => closeSinks(db, { list }),
  closeFinished: (db) => closeFinished(db, { list }),
  "keeping leases": (db) => new DeliveryQueue(db, worker).keep([callId], 1),
  "the figures": (db) => countDeliveries(db),
  retention: (db) =>
    new Retention(db, { deliveredHours: 1, deadDays: 1 }, () => 1).sweep(),
};

/** What SQLite says it will do. */
async function plansOf(
  use: (db: Kysely<Tables>) => Promise<unknown>,
): Promise<string[]> {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const queries: CompiledQuery[] = [];
  const watched = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  });
  const executor = watched.getExecutor();
  vi.spyOn(executor, "executeQuery").mockImplementation(async (query) => {
    queries.push(query);
    return await db.executeQuery(query);
  });
  await use(watched);
  const plans: string[] = [];
  for (const { sql, parameters } of queries) {
    const { rows } = await db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    plans.push(...rows.map(({ detail }) => detail));
  }
  return plans;
}

it.each(Object.keys(uses))("%s walks through no table", async (name) => {
  const use = uses[name];
  if (use === undefined) throw new Error(`no ${name}`);
  const plans = await plansOf(use);
  expect(plans.length).toBeGreaterThan(0);
  expect(
    plans.filter(
      (each) =>
        /^SCAN \w+$/.test(each) && !/^SCAN (item|lanes|some)$/.test(each),
    ),
  ).toEqual([]);
});
