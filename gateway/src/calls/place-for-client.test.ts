import { setImmediate as turn } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { UnresolvedPbx } from "../pbx/port.ts";
import type { CallFollower } from "./follower.ts";
import { legOf } from "./snapshot.ts";
import { openHouse } from "./testing.ts";
import { pbxFault, TestPbx } from "./testing-pbx.ts";
import {
  LIMITS,
  NOW,
  outside,
  testClientRequest,
  testRequest,
  testTerminal,
} from "./testing-rows.ts";

const bob = testTerminal({
  ...{ id: "terminal-bob", userId: "user-bob", endpoint: "bob" },
  extension: "102",
});
const OUTSIDE_CALLER = {
  kind: "outside",
  destination: outside("+34911111111"),
} as const;
const client = testClientRequest().client;

async function rowsOf(house: Awaited<ReturnType<typeof openHouse>>) {
  return await house.db.selectFrom("calls").selectAll().execute();
}

describe("a call of a program", () => {
  it("is told as it was written, before anything rings, and rings afterwards", async () => {
    const { calls, pbx, events, settled, store } = await openHouse();
    const go = Promise.withResolvers<void>();
    pbx.answer = go.promise;
    const { call, legs } = await calls.placeForClient(testClientRequest());
    expect(call).toMatchObject({ state: "created", client_id: "crm" });
    expect(legs).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual(["initiated"]);
    go.resolve();
    await settled();
    const after = await store.find(call.id);
    expect(after?.call.state).toBe("alerting_a");
    expect(events.map(({ clientId, via }) => [clientId, via])).toEqual([
      ["crm", "ctd"],
      ["crm", "ctd"],
    ]);
  });

  it("orders both parties, what they are shown and for how long", async () => {
    const { calls, pbx, settled } = await openHouse();
    const { call } = await calls.placeForClient(
      testClientRequest({
        ...{ recording: true, recordingBeep: true, masked: true },
        ...{ shownToCaller: "+34600000001", shownToCallee: "+34600000002" },
      }),
    );
    await settled();
    expect(pbx.originates).toEqual([
      {
        // asked before the row was written
        isAvailable: true,
        iden: call.iden,
        ...{ endpoint: "alice", extension: "101" },
        ...{ dialString: "+34900123456", dialTimeoutSeconds: 30 },
        ...{ maxDurationMs: 60_000, optimize: false },
        program: {
          a: { kind: "endpoint", endpoint: "alice" },
          b: { kind: "outside", dialString: "+34900123456" },
          ...{ shownToA: "+34600000001", shownToB: "+34600000002" },
          bTimeoutSeconds: 30,
          recording: { name: call.id, beep: true },
        },
      },
    ]);
  });

  it("may begin outside and end at a phone of the PBX; then it is nobody's own", async () => {
    const { calls, pbx, settled, events } = await openHouse();
    const { call } = await calls.placeForClient(
      testClientRequest({
        caller: OUTSIDE_CALLER,
        callee: { kind: "terminal", terminal: bob },
        shownToCallee: "+34600000002",
      }),
    );
    await settled();
    expect(call).toMatchObject({ user_id: null, terminal_id: null });
    expect(pbx.originates[0]).toMatchObject({
      ...{ endpoint: "", extension: "+34600000002", dialString: "102" },
      program: {
        a: { kind: "outside", dialString: "+34911111111" },
        b: { kind: "endpoint", endpoint: "bob" },
      },
    });
    expect(events.map(({ userId }) => userId)).toEqual([null, null]);
  });

  it("is seen by the user whose phone it rings, with the number that phone shows", async () => {
    const { calls, settled } = await openHouse();
    await calls.placeForClient(
      testClientRequest({ masked: true, shownToCaller: "+34600000001" }),
    );
    await settled();
    const { calls: live } = await calls.liveOf("user-alice");
    expect(live).toMatchObject([
      { destination: "+34600000001", destinationE164: "+34600000001" },
    ]);
    expect(JSON.stringify(live)).not.toContain("900123456");
  });

  it("can be ended while its order is on the way", async () => {
    const { calls, pbx, store, settled } = await openHouse();
    const go = Promise.withResolvers<void>();
    pbx.answer = go.promise;
    const { call } = await calls.placeForClient(testClientRequest());
    const ended = calls.end(call.id);
    go.resolve();
    await ended;
    await settled();
    expect((await store.find(call.id))?.call).toMatchObject({
      ...{ state: "ended", outcome: "cancelled", ended_by: "user" },
    });
  });
});

describe("nothing is written", () => {
  it.each([
    ["caller", { a: "unavailable", b: "unknown" }],
    ["callee", { a: "available", b: "unavailable" }],
  ] as const)("where the %s is away", async (who, available) => {
    const house = await openHouse();
    house.pbx.available = available;
    await expect(
      house.calls.placeForClient(testClientRequest()),
    ).rejects.toMatchObject({
      kind: "unavailable",
      code: `${who}_not_available`,
    });
    expect(await rowsOf(house)).toEqual([]);
  });

  it("while calls are paused", async () => {
    const house = await openHouse();
    await house.pause.begin({ since: NOW, by: "admin", reason: null });
    await expect(
      house.calls.placeForClient(testClientRequest()),
    ).rejects.toMatchObject({ kind: "paused" });
    expect(await rowsOf(house)).toEqual([]);
    expect(house.pbx.queries).toEqual([]);
  });

  it("where no PBX is up, can be asked or is known", async () => {
    const house = await openHouse();
    const place = () => house.calls.placeForClient(testClientRequest());
    house.pbx.fault = pbxFault("down");
    await expect(place()).rejects.toMatchObject({ kind: "pbx" });
    house.pbx.state = "down";
    await expect(place()).rejects.toMatchObject({ code: "pbx_down" });
    const lost = await openHouse({
      chooser: { choose: () => Promise.reject(new UnresolvedPbx("no answer")) },
    });
    await expect(
      lost.calls.placeForClient(testClientRequest()),
    ).rejects.toMatchObject({ code: "pbx_unresolved" });
    expect(await rowsOf(house)).toEqual([]);
  });

  it("where somebody is outside and no PBX has a way out: that is not to be asked again, and the log says why", async () => {
    const house = await openHouse();
    house.pbx.fault = pbxFault("no_trunk");
    const place = (changes: Parameters<typeof testClientRequest>[0]) =>
      house.calls.placeForClient(testClientRequest(changes));
    await expect(place({})).rejects.toMatchObject({
      ...{ kind: "unavailable", code: "callee_not_available" },
    });
    await expect(place({ caller: OUTSIDE_CALLER })).rejects.toMatchObject({
      ...{ kind: "unavailable", code: "caller_not_available" },
    });
    expect(house.faults).toEqual(
      Array(2).fill({ what: "availability at main", fault: house.pbx.fault }),
    );
    expect(await rowsOf(house)).toEqual([]);
  });

  it("where what is to be written alongside cannot be", async () => {
    const house = await openHouse();
    const alongside = () => Promise.reject(new Error("no such sink"));
    await expect(
      house.calls.placeForClient(testClientRequest({ alongside })),
    ).rejects.toThrow("no such sink");
    await house.settled();
    expect(await rowsOf(house)).toEqual([]);
    expect(house.pbx.originates).toEqual([]);
    expect(house.faults).toEqual([]);
  });

  it("between two numbers that have a live call of a program; of twenty at once, one is", async () => {
    const house = await openHouse();
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        house.calls.placeForClient(testClientRequest()),
      ),
    );
    const refused = all.filter((each) => each.status === "rejected");
    expect(refused).toHaveLength(19);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ kind: "conflict", code: "call_exists" });
    const [call] = await rowsOf(house);
    await house.settled();
    expect(house.pbx.originates).toHaveLength(1);
    await house.calls.end(call?.id ?? "");
    await house.settled();
    await house.calls.placeForClient(testClientRequest());
  });

  it("beyond the client's calls at once, or a minute, or the workspace's", async () => {
    const house = await openHouse({
      originateLimits: { perMinutePerUser: 1, perMinutePerWorkspace: 4 },
    });
    const place = (n: number, limits: Partial<typeof client>) =>
      house.calls.placeForClient(
        testClientRequest({
          client: { ...client, ...limits },
          calleeNumber: `+3490000000${n}`,
        }),
      );
    await place(1, {});
    await place(2, {});
    await expect(place(3, { callsAtOnce: 2 })).rejects.toMatchObject({
      kind: "rate",
      code: "too_many_calls_at_once",
    });
    await expect(place(4, { callsPerMinute: 3 })).rejects.toMatchObject({
      ...{ kind: "rate", code: "originate_limit", retryAfterSeconds: 60 },
    });
    await place(5, { id: "other" });
    await expect(place(6, { id: "third" })).rejects.toMatchObject({
      code: "originate_limit",
    });
    expect(await rowsOf(house)).toHaveLength(3);
  });
});

describe("between a click and a program", () => {
  it("a phone that a program rings takes no click, and a program may ring one that rings", async () => {
    const { calls, settled, pbx } = await openHouse();
    await calls.placeForClient(testClientRequest());
    await settled();
    await expect(calls.place(testRequest())).rejects.toMatchObject({
      code: "phone_ringing",
    });
    await calls.placeForClient(
      testClientRequest({ calleeNumber: "+34900000002" }),
    );
    await settled();
    expect(pbx.originates).toHaveLength(2);
  });
});

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

it("the other party's phone rings no longer than the program said, and a little", async () => {
  const { calls, pbx, store, settled } = await openHouse();
  const { call } = await calls.placeForClient(
    testClientRequest({ dialTimeoutSeconds: 20 }),
  );
  await settled();
  pbx.tell(call.iden, {
    at: NOW + 7,
    state: "alerting_b",
    legs: [{ role: "a", state: "answered" }],
  });
  await settled();
  const ringing = await store.find(call.id);
  expect(ringing?.call.deadline_at).toBe(
    NOW + 7 + 20_000 + LIMITS.alertingBSlackMs,
  );
  expect(ringing && legOf(ringing, "a")?.state).toBe("answered");
});

describe("followers", () => {
  it("write in the transaction of each change, and what cannot follow did not happen", async () => {
    const told: [string | undefined, string, number][] = [];
    let fault: Error | undefined;
    const follower: CallFollower = {
      async follow(transaction, before, after, at) {
        // A read of its own sees the row that is not committed yet.
        const { state } = await transaction
          .selectFrom("calls")
          .select("state")
          .where("id", "=", after.call.id)
          .executeTakeFirstOrThrow();
        told.push([before?.call.state, state, at]);
        if (fault !== undefined) throw fault;
      },
    };
    const { calls, pbx, store, settled } = await openHouse({
      followers: [follower],
    });
    const { call } = await calls.placeForClient(testClientRequest());
    await settled();
    expect(told).toEqual([
      [undefined, "created", NOW],
      ["created", "alerting_a", NOW],
    ]);
    fault = new Error("no room");
    const seq = await store.lastSeq();
    pbx.tell(call.iden, { at: NOW + 1, state: "active" });
    await settled();
    await turn();
    expect((await store.find(call.id))?.call.state).toBe("alerting_a");
    expect(await store.lastSeq()).toBe(seq);
  });
});
