import { describe, expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { placed, talking } from "./testing-guard.ts";
import { pbxFault, TestPbx } from "./testing-pbx.ts";
import {
  LIMITS,
  NOW,
  testRequest,
  testRow,
  testTerminal,
} from "./testing-rows.ts";

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
