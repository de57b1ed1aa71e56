import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { pbxFault, TestPbx } from "./testing-pbx.ts";
import { LIMITS, testClientRequest } from "./testing-rows.ts";

describe("a fault of the order", () => {
  it.each([
    ["refused", "pbx_refused"],
    ["unreachable", "a_unreachable"],
    ["context_missing", "pbx_refused"],
    ["no_trunk", "pbx_refused"],
    ["down", "pbx_unavailable"],
    ["invalid", "pbx_refused"],
  ] as const)("%s ends the call as failed", async (kind, reason) => {
    const { calls, pbx, store, settled, faults } = await openHouse();
    pbx.availability = () => Promise.resolve(pbx.available);
    pbx.fault = pbxFault(kind);
    const { call } = await calls.placeForClient(testClientRequest());
    await settled();
    expect((await store.find(call.id))?.call).toMatchObject({
      ...{ state: "ended", outcome: "failed", end_reason: reason },
    });
    expect(faults).toMatchObject([{ what: "originate" }]);
  });

  it("goes to another PBX first", async () => {
    const [main, standby] = [new TestPbx("main"), new TestPbx("standby")];
    const { calls, store, settled } = await openHouse({
      pbxs: [main, standby],
      domains: new Map([["pbx.example", ["main", "standby"]]]),
    });
    main.fault = pbxFault("down");
    const { call } = await calls.placeForClient(testClientRequest());
    await settled();
    expect(call.pbx).toBe("standby");
    main.fault = undefined;
    main.originate = () => Promise.reject(pbxFault("refused"));
    const second = await calls.placeForClient(
      testClientRequest({ calleeNumber: "+34900000002" }),
    );
    await settled();
    expect(second.call.pbx).toBe("main");
    expect((await store.find(second.call.id))?.call).toMatchObject({
      ...{ pbx: "standby", state: "alerting_a" },
    });
    expect(standby.originates[1]).toEqual({
      ...standby.originates[0],
      ...{ iden: second.call.iden },
      // nobody asked this one
      isAvailable: undefined,
    });
  });

  it("goes to one that has a way out", async () => {
    const [main, standby] = [new TestPbx("main"), new TestPbx("standby")];
    const { calls, settled } = await openHouse({
      pbxs: [main, standby],
      domains: new Map([["pbx.example", ["main", "standby"]]]),
    });
    main.fault = pbxFault("no_trunk");
    const { call } = await calls.placeForClient(testClientRequest());
    await settled();
    expect(call.pbx).toBe("standby");
  });

  it("without an answer hangs up and is asked after", async () => {
    const { calls, pbx, store, settled, guard, clock } = await openHouse();
    pbx.originate = () => Promise.reject(pbxFault("timeout"));
    const { call } = await calls.placeForClient(testClientRequest());
    await settled();
    expect((await store.find(call.id))?.call.state).toBe("ending");
    clock.now += LIMITS.endingDeadlineMs;
    await guard.sweep();
    await settled();
    expect((await store.find(call.id))?.call).toMatchObject({
      ...{ state: "ended", outcome: "failed", end_reason: "resync" },
    });
  });

  it("that no row can be written for, and an end between row and order, are ended by the deadline", async () => {
    const { calls, pbx, store, db, settled, guard, clock, faults } =
      await openHouse();
    pbx.originate = async () => {
      // From here on the database takes nothing, as at the end of the process.
      await sql`create trigger gone before update on calls begin select raise(abort, 'gone'); end`.execute(
        db,
      );
      throw pbxFault("refused");
    };
    const { call } = await calls.placeForClient(testClientRequest());
    await settled();
    expect((await store.find(call.id))?.call.state).toBe("created");
    expect(faults).toMatchObject([{ what: "originate" }]);
    await sql`drop trigger gone`.execute(db);
    clock.now += LIMITS.createdDeadlineMs;
    await guard.sweep();
    await settled();
    expect((await store.find(call.id))?.call).toMatchObject({
      ...{ state: "ended", outcome: "failed" },
    });
  });
});
