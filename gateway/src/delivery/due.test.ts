import { expect, it, onTestFinished } from "vitest";
import { migrateToLatest, openDatabase } from "../store/database.ts";
import { Due, placeOf } from "./due.ts";
import { type LaneRules, Lanes } from "./lanes.ts";
import { type Candidate, DeliveryQueue } from "./queue.ts";
import { insertSink } from "./statements.ts";

const NOW = 1_000_000;
const ROOMY: LaneRules = {
  concurrency: 5_000,
  concurrencyPerClient: 5_000,
  concurrencyPerHost: 5_000,
  concurrencyInTrouble: 5_000,
};

/** Due calls on a real queue, which what is taken leaves at once. */
async function openDue(rules: Partial<LaneRules> = {}) {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const queue = new DeliveryQueue(db, "this");
  const limits = { ...ROOMY, ...rules };
  const lanes = new Lanes(limits);
  let looks = 0;
  const due = new Due({
    queue: {
      due: (...words) => {
        looks += 1;
        return queue.due(...words);
      },
    },
    ...{ lanes, now: () => NOW },
    limitPerLane: limits.concurrencyPerHost,
  });
  const running = new Set<string>();
  return {
    ...{ due, queue },
    looks: () => looks,
    add: (host: string, count: number, client = "crm", dueAt = NOW - 1) =>
      db.transaction().execute(async (transaction) => {
        for (let index = 0; index < count; index++)
          await insertSink(transaction, {
            ...{ call_id: `${client} ${host} ${dueAt} ${index}`, url: "" },
            ...{ client_id: client, lane: `${client} ${host}` },
            ...{ credential: null, credential_kind: null, expires_at: null },
            ...{ correlator: null, state: "open", reason: null },
            ...{ due_at: dueAt, leased_by: null, created_at: 0 },
          });
      }),
    /** Takes what has a place now, as the worker does. */
    take: async (): Promise<Candidate[]> => {
      const all: Candidate[] = [];
      for (;;) {
        const some = await due.take((callId) => !running.has(callId));
        if (some.length === 0) return all;
        all.push(...some);
        for (const { call_id } of some) running.add(call_id);
        await db
          .updateTable("sinks")
          .set({ leased_by: "this", due_at: NOW + 1 })
          .where("call_id", "in", [...running])
          .execute();
      }
    },
    /** Whether a call may be due that takes the place. */
    end: async (call: Candidate): Promise<boolean> => {
      await db
        .updateTable("sinks")
        .set({ leased_by: null, due_at: null })
        .where("call_id", "=", call.call_id)
        .execute();
      running.delete(call.call_id);
      lanes.give(placeOf(call));
      return due.mayFill(placeOf(call));
    },
  };
}

const idsOf = (calls: readonly Candidate[]) =>
  calls.map(({ call_id }) => call_id);

it("serves many places by one look, the longest due first", async () => {
  const { add, take, end, looks } = await openDue({ concurrency: 10 });
  for (let age = 1; age <= 100; age++)
    await add(`host${age % 7}`, 1, "crm", NOW - age);
  const order: string[] = [];
  let ended: Candidate[] = [];
  do {
    for (const call of ended) await end(call);
    ended = await take();
    order.push(...idsOf(ended));
  } while (ended.length > 0);
  const ageOf = (id: string) => NOW - Number(id.split(" ")[2]);
  expect(order.map(ageOf)).toEqual(
    Array.from({ length: 100 }, (_, index) => 100 - index),
  );
  expect(looks()).toBe(1);
});

it("looks again at what had no place, once it has one", async () => {
  const { add, take, end } = await openDue({
    concurrencyPerHost: 2,
    concurrencyPerClient: 3,
  });
  await add("one", 4);
  const [first, ...more] = await take();
  expect(more).toHaveLength(1);
  await add("two", 1, "crm", NOW - 500);
  await add("one", 1, "other");
  if (first === undefined) throw new Error("unreachable");
  expect(await end(first)).toBe(true);
  expect(idsOf(await take()).sort()).toEqual([
    ...[`crm one ${NOW - 1} 2`, `crm two ${NOW - 500} 0`],
    `other one ${NOW - 1} 0`,
  ]);
});

it("finds what became due only when it is told so", async () => {
  const { add, due, take, looks } = await openDue();
  expect(await take()).toEqual([]);
  await add("one", 1);
  expect(await take()).toEqual([]);
  due.outdate();
  expect(await take()).toHaveLength(1);
  expect(looks()).toBe(2);
});

it("says that nothing waits for a place where nothing does", async () => {
  const { add, take, end } = await openDue();
  await add("one", 2);
  const [first, second] = await take();
  if (first === undefined || second === undefined) throw new Error("two");
  expect([await end(first), await end(second)]).toEqual([false, false]);
});

it("finds all of more lanes than one look sees", async () => {
  const { add, take, end } = await openDue();
  for (let host = 0; host < 1_500; host++) await add(`host${host}`, 1);
  const first = await take();
  expect(first).toHaveLength(1024);
  const [one] = first;
  if (one === undefined) throw new Error("unreachable");
  expect(await end(one)).toBe(true);
  expect(await take()).toHaveLength(476);
});

it("finds calls that a dead worker had in hand, and not before its lease ends", async () => {
  const { add, take, queue } = await openDue();
  await add("one", 1);
  const [call] = await take();
  const found = async (now: number) =>
    await new Due({
      ...{ queue, lanes: new Lanes(ROOMY), limitPerLane: 5 },
      now: () => now,
    }).take(() => true);
  expect(await found(NOW)).toEqual([]);
  expect(await found(NOW + 1)).toEqual([call]);
});

it.each([1, 2, 3, 4, 5, 6])(
  "takes each call once, within every limit, and leaves none (%i)",
  async (seed) => {
    let state = seed * 7919;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const rules = {
      concurrency: 12 + random(20),
      concurrencyPerClient: 6 + random(8),
      concurrencyPerHost: 1 + random(5),
    };
    const { add, due, take, end } = await openDue({
      ...rules,
      concurrencyInTrouble: 1,
    });
    let left = 0;
    const addSome = async (turn: number) => {
      const count = random(12);
      left += count;
      const host = `host${random(5)}`;
      await add(host, count, `client${random(3)}`, NOW - 1 - turn);
      due.outdate();
    };
    for (let turn = 0; turn < 20; turn++) await addSome(turn);
    const seen = new Set<string>();
    const open = await take();
    for (let turn = 20; open.length > 0; turn++) {
      expect(open.length).toBeLessThanOrEqual(rules.concurrency);
      for (const count of countsOf(open, (each) => each.lane))
        expect(count).toBeLessThanOrEqual(rules.concurrencyPerHost);
      for (const count of countsOf(open, (each) => each.client_id))
        expect(count).toBeLessThanOrEqual(rules.concurrencyPerClient);
      for (const id of idsOf(open)) seen.add(id);
      const isFilling = turn < 60;
      if (isFilling) await addSome(turn);
      const [ended] = open.splice(random(open.length), 1);
      const mayFill = ended !== undefined && (await end(ended));
      const more = mayFill || isFilling ? await take() : [];
      expect(idsOf(more).filter((id) => seen.has(id))).toEqual([]);
      open.push(...more);
    }
    expect(seen.size).toBe(left);
  },
);

function countsOf(
  calls: readonly Candidate[],
  of: (call: Candidate) => string,
): number[] {
  const counts = new Map<string, number>();
  for (const each of calls)
    counts.set(of(each), (counts.get(of(each)) ?? 0) + 1);
  return Array.from(counts.values());
}
