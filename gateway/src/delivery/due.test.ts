import { describe, expect, it, onTestFinished } from "vitest";
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
  troubledHostsKept: 5_000,
};

/** Due calls on a real queue, as a worker takes and ends them. */
async function openDue(rules: Partial<LaneRules> = {}) {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const queue = new DeliveryQueue(db, "this");
  const lanes = new Lanes({ ...ROOMY, ...rules });
  let looks = 0;
  const due = new Due({
    queue: {
      due: (...words) => {
        looks += 1;
        return queue.due(...words);
      },
    },
    ...{ lanes, now: () => NOW },
  });
  const running = new Set<string>();
  return {
    ...{ due, lanes, db, queue },
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
          .where("call_id", "in", idsOf(some))
          .execute();
      }
    },
    end: async (call: Candidate): Promise<void> => {
      await db
        .updateTable("sinks")
        .set({ leased_by: null, due_at: null })
        .where("call_id", "=", call.call_id)
        .execute();
      running.delete(call.call_id);
      lanes.give(placeOf(call));
    },
  };
}

const idsOf = (calls: readonly Candidate[]) =>
  calls.map(({ call_id }) => call_id);

const hostsOf = (calls: readonly Candidate[]) =>
  Array.from(new Set(calls.map(({ lane }) => lane))).sort();

function oneOf(calls: readonly Candidate[]): Candidate {
  const [first] = calls;
  if (first === undefined) throw new Error("none was taken");
  return first;
}

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

it("gives a place that becomes free to a call of any lane", async () => {
  const { add, due, take, end } = await openDue({ concurrency: 2 });
  for (const host of ["one", "two", "three"]) await add(host, 1);
  const first = await take();
  expect(hostsOf(first)).toEqual(["crm one", "crm two"]);
  await end(oneOf(first));
  expect(due.mayWait).toBe(true);
  expect(hostsOf(await take())).toEqual(["crm three"]);
  expect(due.mayWait).toBe(false);
});

it("finds what became due only when it is told so", async () => {
  const { add, due, take, looks } = await openDue();
  expect(await take()).toEqual([]);
  await add("one", 1);
  expect([await take(), due.mayWait]).toEqual([[], false]);
  due.outdate();
  expect(due.mayWait).toBe(true);
  expect(await take()).toHaveLength(1);
  expect(looks()).toBe(2);
});

describe("where more is due than one look finds", () => {
  it("a client with all its places does not hide another, however much it waits for", async () => {
    const { add, take } = await openDue({ concurrencyPerClient: 5 });
    for (let host = 0; host < 200; host++)
      await add(`host${host}`, 8, "busy", NOW - 500);
    await add("quick", 1, "other");
    expect(hostsOf(await take())).toContain("other quick");
  });

  it("a lane in trouble hides none of its client's others", async () => {
    const { add, due, take, end, lanes } = await openDue({
      concurrencyPerHost: 8,
      concurrencyPerClient: 8,
      concurrencyInTrouble: 2,
    });
    await add("bad", 300, "crm", NOW - 500);
    const taken = await take();
    expect(hostsOf(taken)).toEqual(["crm bad"]);
    await add("good", 3);
    due.outdate();
    expect(await take()).toEqual([]);
    lanes.told("crm bad", false);
    for (const call of taken) await end(call);
    const next = await take();
    expect(hostsOf(next)).toEqual(["crm bad", "crm good"]);
    expect(next).toHaveLength(5);
  });

  it("what had no place is looked at again once it has one", async () => {
    const { add, take, end, due } = await openDue({ concurrencyPerHost: 2 });
    await add("one", 300);
    const first = await take();
    expect(first).toHaveLength(2);
    // It is left out of this look.
    due.outdate();
    expect(await take()).toEqual([]);
    await end(oneOf(first));
    expect(await take()).toHaveLength(1);
  });

  it("all of one lane is found, a part at a look", async () => {
    const { add, take, looks } = await openDue();
    await add("one", 400);
    await add("two", 5);
    expect(await take()).toHaveLength(405);
    expect(looks()).toBeLessThan(20);
  });

  it("all of more lanes than one look sees is found", async () => {
    const { add, take } = await openDue();
    for (let host = 0; host < 1_500; host++) await add(`host${host}`, 1);
    expect(await take()).toHaveLength(1_500);
  });

  it("nothing is looked for again and again while all of it has no place", async () => {
    const { add, take, looks } = await openDue({ concurrencyPerHost: 1 });
    for (let host = 0; host < 10; host++) await add(`host${host}`, 100);
    expect(await take()).toHaveLength(10);
    const before = looks();
    for (let turn = 0; turn < 10; turn++) expect(await take()).toEqual([]);
    expect(looks()).toBe(before);
  });

  it("a call whose lease ends between two reads is found once", async () => {
    const { add, db, queue } = await openDue();
    await add("one", 300);
    await db
      .updateTable("sinks")
      .set({ leased_by: "gone", due_at: NOW - 5 })
      .where("call_id", "like", "% 7")
      .execute();
    const none = { lanes: [], clients: [] };
    const whole = queue.due(NOW, none);
    await db.updateTable("sinks").set({ leased_by: null }).execute();
    const ids = idsOf((await whole).calls);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it.each([1, 300])(
  "finds calls that a dead worker had in hand, and not before its lease ends (beside %i)",
  async (others) => {
    const { add, db, queue } = await openDue();
    await add("one", 1);
    await db
      .updateTable("sinks")
      .set({ leased_by: "gone", due_at: NOW + 1 })
      .execute();
    await add("two", others);
    const found = async (now: number) =>
      await new Due({
        ...{ queue, lanes: new Lanes(ROOMY) },
        now: () => now,
      }).take(() => true);
    expect(hostsOf(await found(NOW))).toEqual(["crm two"]);
    expect(hostsOf(await found(NOW + 1))).toEqual(["crm one", "crm two"]);
  },
);

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
      const count = random(seed > 3 ? 60 : 12);
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
      if (ended !== undefined) await end(ended);
      const more = due.mayWait ? await take() : [];
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
