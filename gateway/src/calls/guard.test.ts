import { describe, expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { placed, talking } from "./testing-guard.ts";
import { NOW, testRequest } from "./testing-rows.ts";

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
