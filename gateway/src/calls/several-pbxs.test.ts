import { describe, expect, it, test } from "vitest";
import { UnresolvedPbx } from "../pbx/port.ts";
import { openHouse } from "./testing.ts";
import { pbxFault, TestPbx } from "./testing-pbx.ts";
import { NOW, testRequest } from "./testing-rows.ts";

/** Two PBXs of one domain, the first one preferred. */
async function openTwo() {
  const main = new TestPbx("main");
  const standby = new TestPbx("standby");
  const house = await openHouse({
    pbxs: [main, standby],
    domains: new Map([["pbx.example", ["main", "standby"]]]),
  });
  return { ...house, main, standby };
}

describe("a PBX that refuses a new call", () => {
  test.each(["down", "unreachable", "context_missing", "refused"] as const)(
    "as %s leads to the next one: nothing rings there",
    async (kind) => {
      const { calls, main, standby, store, faults, events } = await openTwo();
      main.fault = pbxFault(kind);
      const { callId } = await calls.place(testRequest({ iden: "x" }));
      expect(standby.originates.map((it) => it.iden)).toEqual(["x"]);
      expect((await store.find(callId))?.call).toMatchObject({
        pbx: "standby",
        state: "alerting_a",
      });
      expect(events.map((event) => event.type)).toEqual([
        "initiated",
        "alerting_a",
      ]);
      expect(faults).toEqual([
        { what: "originate at main", fault: main.fault },
      ]);
    },
  );

  test.each(["timeout", "invalid"] as const)(
    "as %s does not: it may ring, or would be refused everywhere",
    async (kind) => {
      const { calls, main, standby } = await openTwo();
      main.fault = pbxFault(kind);
      await expect(calls.place(testRequest())).rejects.toMatchObject({
        code: `pbx_${kind}`,
      });
      expect(standby.originates).toEqual([]);
    },
  );

  it("after too long a time does not: nobody waits for a phone any more", async () => {
    const { calls, main, standby, clock } = await openTwo();
    main.fault = pbxFault("down");
    const gate = Promise.withResolvers<void>();
    main.answer = gate.promise;
    const placing = calls.place(testRequest());
    while (main.originates.length === 0) await new Promise(setImmediate);
    clock.now += 10_000;
    gate.resolve();
    await expect(placing).rejects.toMatchObject({ code: "pbx_down" });
    expect(standby.originates).toEqual([]);
  });

  it("with the last one ends the call, in the last one's words", async () => {
    const { calls, main, standby, events } = await openTwo();
    main.fault = pbxFault("down");
    standby.fault = pbxFault("unreachable");
    await expect(calls.place(testRequest())).rejects.toMatchObject({
      code: "pbx_unreachable",
    });
    expect(events.at(-1)?.call).toMatchObject({ endReason: "a_unreachable" });
  });

  it("is remembered by the call before the next one is asked", async () => {
    const { calls, main, standby, store } = await openTwo();
    main.fault = pbxFault("refused");
    const gate = Promise.withResolvers<void>();
    standby.answer = gate.promise;
    const placing = calls.place(testRequest({ iden: "x" }));
    while (standby.originates.length === 0) await new Promise(setImmediate);
    expect((await store.findByIden("x"))?.call.pbx).toBe("standby");
    gate.resolve();
    await placing;
  });
});

describe("a live call", () => {
  it("stays with its PBX while new ones go elsewhere, and back", async () => {
    const { calls, main, standby, store, settled } = await openTwo();
    const first = await calls.place(testRequest({ iden: "first" }));
    main.tell("first", { at: NOW, state: "active" });
    await settled();
    main.state = "down";
    await calls.place(testRequest({ iden: "second" }));
    standby.tell("second", { at: NOW, state: "active" });
    await settled();
    main.state = "up";
    await calls.place(testRequest({ iden: "third" }));
    expect(main.originates.map((it) => it.iden)).toEqual(["first", "third"]);
    expect(standby.originates.map((it) => it.iden)).toEqual(["second"]);
    await calls.end(first.callId);
    expect(main.hangups).toEqual(["first"]);
    expect(standby.hangups).toEqual([]);
    expect((await store.findByIden("second"))?.call.pbx).toBe("standby");
  });

  it("is asked after at its own PBX alone", async () => {
    const { calls, main, standby, settled } = await openTwo();
    main.state = "down";
    await calls.place(testRequest({ iden: "there" }));
    main.state = "up";
    main.comesUp();
    standby.comesUp();
    await settled();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(main.asked).toEqual([]);
    expect(standby.asked.map((it) => it.iden)).toEqual(["there"]);
  });
});

it("where nobody can say which PBX: 502 as the document has it, and no call", async () => {
  const { calls, store, pbx } = await openHouse({
    chooser: {
      choose: async () => {
        throw new UnresolvedPbx("no value");
      },
    },
  });
  await expect(calls.place(testRequest())).rejects.toMatchObject({
    kind: "pbx",
    code: "pbx_unresolved",
    message: "could not resolve application server",
  });
  expect(pbx.originates).toEqual([]);
  expect(await store.lastSeq()).toBe(0);
});
