import { describe, expect, it } from "vitest";
import { legOf } from "./snapshot.ts";
import { openHouse } from "./testing.ts";
import {
  LIMITS,
  NOW,
  OUTSIDE_CALLER,
  testClientRequest,
  testRequest,
  testTerminal,
} from "./testing-rows.ts";

const bob = testTerminal({
  ...{ id: "terminal-bob", userId: "user-bob", endpoint: "bob" },
  extension: "102",
});

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
