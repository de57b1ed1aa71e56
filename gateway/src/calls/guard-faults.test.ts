import { describe, expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { pbxFault } from "./testing-pbx.ts";
import { testRequest } from "./testing-rows.ts";

const HOUR_MS = 3_600_000;

async function placed() {
  const house = await openHouse();
  const { callId } = await house.calls.place(testRequest({ iden: "x" }));
  const find = async () => (await house.store.find(callId))?.call;
  const sweep = async () => {
    await house.guard.sweep();
    await house.settled();
  };
  return { ...house, find, sweep };
}

describe("a clock that is set", () => {
  it.each([HOUR_MS, -HOUR_MS])(
    "by %i ms moves deadlines with it: none is passed, none is put off",
    async (ms) => {
      const { clock, pbx, find, sweep } = await placed();
      clock.set = ms;
      await sweep();
      expect(pbx.asked).toEqual([]);
      expect(pbx.hangups).toEqual([]);
      clock.now += 37_001;
      await sweep();
      expect(pbx.hangups).toEqual(["x"]);
      expect(await find()).toMatchObject({ state: "ended" });
    },
  );
});

describe("after a PBX came up", () => {
  it("its calls are asked after until it has answered", async () => {
    const { pbx, find, sweep } = await placed();
    pbx.living.clear();
    pbx.fault = pbxFault("down");
    pbx.comesUp();
    await sweep();
    expect(await find()).toMatchObject({ state: "alerting_a" });
    pbx.fault = undefined;
    await sweep();
    expect(await find()).toMatchObject({ state: "ended" });
    const asked = pbx.asked.length;
    await sweep();
    expect(pbx.asked).toHaveLength(asked);
  });
});

describe("while the database is full", () => {
  it("what the PBX tells waits, in order, and nothing is lost", async () => {
    const { db, pbx, find, settled, store } = await placed();
    const { replace } = store;
    const isFull = { now: true };
    store.replace = async (...change) => {
      if (isFull.now)
        throw Object.assign(new Error("full"), { code: "SQLITE_FULL" });
      return replace.apply(store, change);
    };
    pbx.tell("x", { at: 1, state: "active" });
    pbx.tell("x", {
      at: 2,
      end: { outcome: "completed", reason: "hangup", by: "callee" },
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await find()).toMatchObject({ state: "alerting_a" });
    isFull.now = false;
    await settled();
    expect(await find()).toMatchObject({
      state: "ended",
      outcome: "completed",
      ended_by: "callee",
    });
    const types = await db.selectFrom("call_events").select("type").execute();
    expect(types.map((row) => row.type)).toEqual([
      "initiated",
      "alerting_a",
      "active",
      "ended",
    ]);
  });

  it("a phone that rings already is no refusal", async () => {
    const { store, calls, settled, faults } = await openHouse();
    const { replace } = store;
    let tries = 0;
    store.replace = async (...change) => {
      if (++tries === 1)
        throw Object.assign(new Error("busy"), { code: "SQLITE_BUSY" });
      return replace.apply(store, change);
    };
    const { callId } = await calls.place(testRequest());
    await settled();
    expect((await store.find(callId))?.call.state).toBe("alerting_a");
    expect(faults.map((it) => it.what)).toEqual(["ringing"]);
  });
});
