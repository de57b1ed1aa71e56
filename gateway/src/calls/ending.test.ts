import { describe, expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { pbxFault } from "./testing-pbx.ts";
import { NOW, testRequest, testRow, testTerminal } from "./testing-rows.ts";

const answered = { role: "a", state: "answered" } as const;

describe("ending", () => {
  it("before anybody talked is a cancellation by the user", async () => {
    const { calls, events, settled } = await openHouse();
    const { callId } = await calls.place(testRequest());
    await calls.end(callId);
    await settled();
    expect(events.map((event) => event.type).slice(2)).toEqual([
      "ending",
      "ended",
    ]);
    expect(events.at(-1)?.call).toMatchObject({
      outcome: "cancelled",
      endReason: "cancelled_by_user",
      endedBy: "user",
    });
  });

  it("while they talk is a completed call, ended by the user", async () => {
    const { calls, pbx, events, settled } = await openHouse();
    pbx.tellsHangups = false;
    const { callId, iden } = await calls.place(testRequest());
    pbx.tell(iden, { at: NOW, state: "active", legs: [answered] });
    await settled();
    await calls.end(callId);
    pbx.tell(iden, {
      at: NOW + 5,
      end: { outcome: "completed", reason: "hangup", by: "pbx" },
    });
    await settled();
    expect(events.at(-1)?.call).toMatchObject({
      outcome: "completed",
      endedBy: "user",
    });
  });

  it("who ordered the end is not told before it has come", async () => {
    const { calls, pbx, events } = await openHouse();
    pbx.tellsHangups = false;
    const { callId } = await calls.place(testRequest());
    await calls.end(callId);
    expect(events.at(-1)?.call).toMatchObject({
      state: "ending",
      endedBy: null,
    });
  });

  it("twice at once is one change and two orders, which do no harm", async () => {
    const { calls, events, settled } = await openHouse();
    const { callId } = await calls.place(testRequest());
    await Promise.allSettled([calls.end(callId), calls.end(callId)]);
    await settled();
    expect(events.map((event) => event.type).slice(2)).toEqual([
      "ending",
      "ended",
    ]);
  });

  it("an ended and an unknown call are told apart", async () => {
    const { calls, settled } = await openHouse();
    const { callId } = await calls.place(testRequest());
    await calls.end(callId);
    await settled();
    await expect(calls.end(callId)).rejects.toMatchObject({
      kind: "conflict",
      code: "ended",
    });
    await expect(calls.end("nobody")).rejects.toMatchObject({
      kind: "not_found",
    });
  });

  it("with the PBX away says so, and the deadline sees to it", async () => {
    const { calls, pbx, store } = await openHouse();
    const { callId } = await calls.place(testRequest());
    pbx.fault = pbxFault("down");
    await expect(calls.end(callId)).rejects.toMatchObject({ kind: "pbx" });
    expect((await store.find(callId))?.call).toMatchObject({
      state: "ending",
      ended_by: "user",
      deadline_at: NOW + 5_000,
    });
  });

  it("is written down as told once the PBX has taken the order, by whom ever it was brought", async () => {
    const { calls, pbx, store, guard, clock } = await openHouse();
    pbx.tellsHangups = false;
    const told = async (callId: string) =>
      (await store.find(callId))?.call.hangup_told;
    const away = "cannot be told now: the call is ended as soon as it is back";
    const { callId, iden } = await calls.place(testRequest());
    pbx.fault = pbxFault("timeout");
    for (let i = 0; i < 2; i++)
      await expect(calls.end(callId)).rejects.toThrow(away);
    expect(await told(callId)).toBe(0);
    pbx.fault = undefined;
    await calls.end(callId);
    expect(await told(callId)).toBe(1);
    const other = testTerminal({ id: "t-bob", userId: "user-bob" });
    const second = await calls.place(testRequest({ terminal: other }));
    pbx.fault = pbxFault("timeout");
    await expect(calls.end(second.callId)).rejects.toThrow(away);
    pbx.fault = undefined;
    clock.now += 5_001;
    await guard.sweep();
    expect(await told(second.callId)).toBe(1);
    expect(pbx.hangups).toEqual([
      ...[iden, iden, iden, second.iden],
      ...[iden, second.iden],
    ]);
  });

  it("at a PBX that is configured no more is refused, not said to be done", async () => {
    const { calls, store } = await openHouse();
    await store.create(testRow({ pbx: "gone" }));
    await expect(calls.end(testRow().id)).rejects.toMatchObject({
      kind: "pbx",
      code: "pbx_down",
    });
  });
});
