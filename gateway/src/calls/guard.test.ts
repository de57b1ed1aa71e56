import { describe, expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { pbxFault, TestPbx } from "./testing-pbx.ts";
import {
  LIMITS,
  NOW,
  testRequest,
  testRow,
  testTerminal,
} from "./testing-rows.ts";

const talking = {
  at: NOW,
  state: "active",
  legs: [
    { role: "a", state: "answered" },
    { role: "b", state: "answered" },
  ],
} as const;

async function placed() {
  const house = await openHouse();
  const { callId } = await house.calls.place(testRequest({ iden: "x" }));
  const find = async () => (await house.store.find(callId))?.call;
  const sweepAfter = async (ms: number) => {
    house.clock.now = NOW + ms;
    await house.guard.sweep();
    await house.settled();
  };
  return { ...house, callId, find, sweepAfter };
}

describe("a deadline that has passed", () => {
  it("is a reason to ask, and a call that is gone gets its end", async () => {
    const { pbx, find, sweepAfter } = await placed();
    pbx.living.clear();
    await sweepAfter(37_001);
    expect(pbx.asked).toEqual([
      {
        iden: "x",
        endpoint: "alice",
        state: "alerting_a",
        answered: false,
        legs: [{ role: "a", state: "dialing" }],
        createdAt: NOW,
      },
    ]);
    expect(await find()).toMatchObject({
      state: "ended",
      outcome: "failed",
      end_reason: "resync",
      approximate: 1,
    });
    expect(pbx.hangups).toEqual([]);
  });

  it("begins anew at a start: a clock that was set while nobody looked ends nothing", async () => {
    const { pbx, guard, find, clock, sweepAfter } = await placed();
    clock.now = NOW + 3_600_000;
    await guard.begin();
    await sweepAfter(3_600_000);
    expect([pbx.asked, pbx.hangups]).toEqual([[], []]);
    expect(await find()).toMatchObject({ state: "alerting_a", version: 2 });
    clock.now = NOW - 3_600_000;
    await guard.begin();
    expect((await find())?.deadline_at).toBe(NOW - 3_600_000 + 37_000);
  });

  it("does not end people whom the PBX finds talking", async () => {
    const { pbx, find, sweepAfter } = await placed();
    const { reconcile } = pbx;
    pbx.reconcile = async (calls) => {
      await reconcile.call(pbx, calls);
      pbx.tell("x", { ...talking, at: NOW + 37_001 });
    };
    await sweepAfter(37_001);
    expect(pbx.hangups).toEqual([]);
    expect(await find()).toMatchObject({ state: "active", ended_by: null });
  });

  it("ends what still rings, in the gateway's name", async () => {
    const { pbx, find, sweepAfter } = await placed();
    await sweepAfter(37_001);
    expect(pbx.hangups).toEqual(["x"]);
    expect(await find()).toMatchObject({
      outcome: "no_answer",
      end_reason: "deadline",
      ended_by: "gateway",
    });
  });

  it("is not looked at before it has passed", async () => {
    const { pbx, find, sweepAfter } = await placed();
    await sweepAfter(36_999);
    expect(pbx.asked).toEqual([]);
    expect((await find())?.state).toBe("alerting_a");
  });

  it("tells a PBX that hung up nothing again, until it says that nothing is left", async () => {
    const { pbx, find, sweepAfter } = await placed();
    pbx.tellsHangups = false;
    await sweepAfter(37_001);
    expect((await find())?.state).toBe("ending");
    await sweepAfter(42_000);
    expect(pbx.hangups).toEqual(["x"]);
    await sweepAfter(42_002);
    expect(pbx.hangups).toEqual(["x", "x"]);
    pbx.living.clear();
    await sweepAfter(47_100);
    expect(await find()).toMatchObject({
      outcome: "no_answer",
      end_reason: "deadline",
    });
  });

  it("waits for a call that is still being placed", async () => {
    const { calls, pbx, clock, guard, store, settled } = await openHouse();
    const gate = Promise.withResolvers<void>();
    pbx.answer = gate.promise;
    const placing = calls.place(testRequest({ iden: "x" }));
    while (pbx.originates.length === 0) await new Promise(setImmediate);
    clock.now = NOW + 10_001;
    const sweeping = guard.sweep();
    pbx.comesUp();
    // SQLite answers at once, so these turns are enough for whoever does not wait.
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    expect(pbx.asked).toEqual([]);
    gate.resolve();
    await Promise.all([placing, sweeping]);
    await settled();
    expect((await store.findByIden("x"))?.call.state).toBe("alerting_a");
    expect(pbx.hangups).toEqual([]);
  });
});

describe("a PBX that cannot be asked", () => {
  const lastMoment =
    LIMITS.createdDeadlineMs +
    30_000 +
    LIMITS.alertingBDeadlineMs +
    60_000 +
    LIMITS.activeSlackMs +
    LIMITS.endingDeadlineMs;

  it("is asked again and again, and given up only after the last moment", async () => {
    const { pbx, find, sweepAfter, faults } = await placed();
    pbx.fault = pbxFault("down");
    await sweepAfter(37_001);
    expect(await find()).toMatchObject({
      state: "alerting_a",
      deadline_at: NOW + 42_001,
    });
    await sweepAfter(lastMoment - 1);
    expect((await find())?.state).toBe("alerting_a");
    await sweepAfter(lastMoment + LIMITS.endingDeadlineMs);
    expect(await find()).toMatchObject({
      outcome: "failed",
      end_reason: "resync",
      ended_by: "gateway",
      approximate: 1,
    });
    expect(faults.map((it) => it.what)).toEqual(["given up"]);
  });

  it("people who talked are then said to have completed their call", async () => {
    const { pbx, find, sweepAfter, settled } = await placed();
    pbx.tell("x", talking);
    await settled();
    pbx.fault = pbxFault("down");
    await sweepAfter(lastMoment + 1);
    expect(await find()).toMatchObject({
      outcome: "completed",
      approximate: 1,
    });
  });

  it("that left the configuration counts as away", async () => {
    const { store, guard, clock, settled } = await openHouse();
    await store.create(testRow({ pbx: "gone" }));
    clock.now = NOW + 10_001;
    await guard.sweep();
    expect((await store.find(testRow().id))?.call).toMatchObject({
      state: "created",
      deadline_at: NOW + 15_001,
    });
    clock.now = NOW + lastMoment;
    await guard.sweep();
    await settled();
    expect((await store.find(testRow().id))?.call.state).toBe("ended");
  });

  it("keeps no other call from being looked after", async () => {
    const away = new TestPbx("main");
    const near = new TestPbx("near");
    const { store, guard, clock, settled } = await openHouse({
      pbxs: [away, near],
    });
    await store.create(testRow());
    await store.create(
      testRow({ id: "01jd0000000000000000000002", iden: "b", pbx: "near" }),
    );
    away.reconcile = () => Promise.reject(new Error("a fault of ours"));
    clock.now = NOW + 10_001;
    await guard.sweep();
    await settled();
    expect((await store.findByIden("b"))?.call.state).toBe("ended");
  });
});

describe("after a login", () => {
  it("every live call of that PBX is asked after, no other", async () => {
    const main = new TestPbx("main");
    const other = new TestPbx("other");
    const { store, calls, settled } = await openHouse({ pbxs: [main, other] });
    await calls.place(testRequest({ iden: "talks" }));
    await calls.place(
      testRequest({ iden: "gone", terminal: testTerminal({ id: "t-bob" }) }),
    );
    await store.create(
      testRow({ id: "01jd0000000000000000000009", iden: "else", pbx: "other" }),
    );
    main.living.delete("gone");
    const asked = Promise.withResolvers<void>();
    const { reconcile } = main;
    main.reconcile = async (believed) => {
      await reconcile.call(main, believed);
      asked.resolve();
    };
    main.comesUp();
    await asked.promise;
    await settled();
    expect(main.asked.map((it) => it.iden).sort()).toEqual(["gone", "talks"]);
    expect(other.asked).toEqual([]);
    expect((await store.findByIden("gone"))?.call.state).toBe("ended");
    expect((await store.findByIden("talks"))?.call.state).toBe("alerting_a");
  });

  it("a call whose end was ordered is hung up again, not only when its time is over", async () => {
    const { pbx, calls, callId, find, settled } = await placed();
    pbx.tellsHangups = false;
    await calls.end(callId);
    await settled();
    expect(pbx.hangups).toEqual(["x"]);
    pbx.tellsHangups = true;
    pbx.comesUp();
    await expect.poll(async () => (await find())?.state).toBe("ended");
    expect(pbx.hangups).toEqual(["x", "x"]);
  });

  it("a question that fails is told, and the deadlines go on", async () => {
    const { pbx, faults } = await placed();
    pbx.fault = pbxFault("down");
    pbx.comesUp();
    await expect.poll(() => faults.map((it) => it.what)).toEqual(["reconcile"]);
  });
});

describe("moves", () => {
  it("are applied in the order they were told", async () => {
    const { pbx, events, settled } = await placed();
    for (const state of ["dialing", "ringing", "answered"] as const)
      pbx.tell("x", { at: NOW, legs: [{ role: "a", state }] });
    pbx.tell("x", { at: NOW, state: "alerting_b" });
    await settled();
    expect(events.map((event) => event.type).slice(2)).toEqual([
      "a_ringing",
      "a_answered",
      "alerting_b",
    ]);
  });

  it("of strangers change nothing", async () => {
    const { pbx, events, settled, faults } = await placed();
    pbx.tell("stranger", { at: NOW, state: "active" });
    await settled();
    expect(events).toHaveLength(2);
    expect(faults).toEqual([]);
  });
});
