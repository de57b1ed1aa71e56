import { describe, expect, it, test } from "vitest";
import { openHouse } from "./testing.ts";
import { pbxFault, TestPbx } from "./testing-pbx.ts";
import { NOW, testRequest, testTerminal } from "./testing-rows.ts";

const BOB = testTerminal({ id: "t-bob", userId: "user-bob" });

describe("placing", () => {
  it("tells the PBX what was asked and who asks, then rings", async () => {
    const { calls, pbx, store, events } = await openHouse();
    const { callId, iden } = await calls.place(
      testRequest({ destination: "900123456", optimize: true, iden: "mine" }),
    );
    expect(iden).toBe("mine");
    expect(pbx.originates).toEqual([
      {
        iden: "mine",
        endpoint: "alice",
        extension: "101",
        dialString: "+34900123456",
        dialTimeoutSeconds: 30,
        maxDurationMs: 60_000,
        optimize: true,
      },
    ]);
    const snapshot = await store.find(callId);
    expect(snapshot?.call).toMatchObject({
      state: "alerting_a",
      destination: "900123456",
      destination_e164: "+34900123456",
      placed_via: "click2call",
    });
    expect(events.map((event) => event.type)).toEqual([
      "initiated",
      "alerting_a",
    ]);
  });

  it("makes an iden where none is given", async () => {
    const { calls } = await openHouse();
    const first = await calls.place(testRequest());
    const second = await calls.place(testRequest({ terminal: BOB }));
    expect(first.iden).toMatch(/^[0-9A-Za-z]{16}$/);
    expect(second.iden).not.toBe(first.iden);
  });

  it("calls the user's own extension as the test of their phone", async () => {
    const { calls, pbx } = await openHouse();
    await calls.place(testRequest({ destination: "101" }));
    expect(pbx.originates[0]).toMatchObject({
      dialString: "101",
      context: "ringback-test",
    });
  });

  test.each([
    ["+", "validation", "invalid_destination"],
    ["112", "forbidden", "dial_refused_emergency"],
    ["*97", "forbidden", "dial_refused_feature_code"],
    ["+34806123456", "forbidden", "dial_refused_premium"],
  ])(
    "%s is refused before anything is written",
    async (destination, kind, code) => {
      const { calls, pbx, store } = await openHouse();
      await expect(
        calls.place(testRequest({ destination })),
      ).rejects.toMatchObject({ kind, code });
      expect(pbx.originates).toEqual([]);
      expect(await store.lastSeq()).toBe(0);
    },
  );

  it("a used iden rings nobody", async () => {
    const { calls, pbx, events } = await openHouse();
    await calls.place(testRequest({ iden: "x" }));
    await expect(
      calls.place(testRequest({ iden: "X", terminal: BOB })),
    ).rejects.toMatchObject({ code: "iden_in_use" });
    expect(pbx.originates).toHaveLength(1);
    expect(events).toHaveLength(2);
  });

  it("takes the first PBX of the domain that is up, in whatever letters the domain is written", async () => {
    const main = new TestPbx("main");
    const standby = new TestPbx("standby");
    main.state = "connecting";
    const { calls } = await openHouse({
      pbxs: [main, standby],
      domains: new Map([["pbx.example", ["main", "standby"]]]),
    });
    const terminal = testTerminal({ domain: "PBX.Example" });
    await calls.place(testRequest({ terminal }));
    expect([main.originates.length, standby.originates.length]).toEqual([0, 1]);
  });

  it("no PBX up: 502 and no call", async () => {
    const { calls, pbx, store } = await openHouse();
    pbx.state = "down";
    await expect(calls.place(testRequest())).rejects.toMatchObject({
      kind: "pbx",
      code: "pbx_down",
    });
    expect(await store.lastSeq()).toBe(0);
  });

  test.each([
    ["down", "pbx_unavailable"],
    ["unreachable", "a_unreachable"],
    ["context_missing", "pbx_refused"],
    ["refused", "pbx_refused"],
    ["invalid", "pbx_refused"],
  ] as const)(
    "a PBX that says %s ends the call as %s",
    async (kind, reason) => {
      const { calls, pbx, events } = await openHouse();
      pbx.fault = pbxFault(kind);
      await expect(calls.place(testRequest())).rejects.toMatchObject({
        kind: "pbx",
        code: `pbx_${kind}`,
      });
      expect(events.at(-1)?.call).toMatchObject({
        state: "ended",
        outcome: "failed",
        endReason: reason,
      });
    },
  );

  it("a PBX that did not answer in time may ring yet: the call stays until that is known", async () => {
    const { calls, pbx, store, faults } = await openHouse();
    pbx.fault = pbxFault("timeout");
    await expect(calls.place(testRequest({ iden: "x" }))).rejects.toMatchObject(
      {
        code: "pbx_timeout",
      },
    );
    expect((await store.findByIden("x"))?.call).toMatchObject({
      state: "ending",
      ended_by: "gateway",
    });
    expect(pbx.hangups).toEqual(["x"]);
    expect(faults.map((it) => it.what)).toEqual(["hangup"]);
  });

  it("no move overtakes the acknowledgement", async () => {
    const { calls, pbx, events, settled } = await openHouse();
    const gate = Promise.withResolvers<void>();
    pbx.answer = gate.promise;
    const placing = calls.place(testRequest({ iden: "x" }));
    while (pbx.originates.length === 0) await new Promise(setImmediate);
    pbx.tell("x", { at: NOW, legs: [{ role: "a", state: "ringing" }] });
    gate.resolve();
    await placing;
    await settled();
    expect(events.map((event) => event.type)).toEqual([
      "initiated",
      "alerting_a",
      "a_ringing",
    ]);
  });
});
