import { describe, expect, it } from "vitest";
import { call, member, openLive, signIn } from "../../assembly/testing.ts";
import { GOOD, open } from "./testing.ts";

describe("calls", () => {
  it("are told as they happen, in growing numbers, each once", async () => {
    const { origin, simulator, live } = await open();
    await call(origin, GOOD);
    await live.state("active");
    simulator.phones.hangup("alice");
    const { data } = await live.state("ended");
    expect(data).toMatchObject({ outcome: "completed", endedBy: "caller" });
    const states = live.frames.flatMap((frame) => frame.data?.state ?? []);
    expect([...new Set(states)]).toEqual([
      "created",
      "alerting_a",
      "alerting_b",
      "connecting",
      "active",
      "ended",
    ]);
    const seqs = live.frames.flatMap((frame) => frame.seq ?? []);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it("are their user's alone", async () => {
    const { origin, live } = await open();
    const bob = await openLive(
      origin,
      member(await signIn(origin, "bob@pbx.example"), "token"),
    );
    await call(origin, GOOD);
    await live.state("active");
    await bob.until((frame) => frame.type === "call_snapshot");
    bob.tell({ type: "heartbeat" });
    await bob.until((frame) => frame.type === "heartbeat.ack");
    expect(bob.frames.map((frame) => frame.type)).toEqual([
      "call_snapshot",
      "heartbeat.ack",
    ]);
  });

  it("snapshots taken in the middle of a call go on without gap or repeat", async () => {
    const { origin, simulator, token, live } = await open();
    await call(origin, GOOD);
    const late = await Promise.all(
      Array.from({ length: 10 }, () => openLive(origin, token)),
    );
    await live.state("active");
    simulator.phones.hangup("alice");
    await live.state("ended");
    const all = live.frames.flatMap((frame) => frame.seq ?? []);
    for (const { frames, state } of late) {
      await state("ended");
      const [snapshot, ...updates] = frames;
      expect(snapshot?.type).toBe("call_snapshot");
      expect(snapshot?.data?.calls).toHaveLength(1);
      expect(updates.map((frame) => frame.seq)).toEqual(
        all.filter((seq) => seq > (snapshot?.seq ?? Number.NaN)),
      );
    }
  });

  it("call.end hangs up", async () => {
    const { origin, live, simulator } = await open();
    await call(origin, GOOD);
    const { data } = await live.state("active");
    live.tell({ type: "call.end", payload: { callId: data?.callId } });
    const ended = await live.state("ended");
    expect(ended.data).toMatchObject({ outcome: "completed", endedBy: "user" });
    await expect.poll(() => simulator.channels()).toBe(0);
  });

  it("call.end right after the click cancels it", async () => {
    const { origin, live, simulator } = await open();
    simulator.phones.script("alice", { does: "noanswer" });
    await call(origin, GOOD);
    const { data } = await live.state("alerting_a");
    live.tell({ type: "call.end", payload: { callId: data?.callId } });
    const ended = await live.state("ended");
    expect(ended.data).toMatchObject({
      outcome: "cancelled",
      endReason: "cancelled_by_user",
    });
    await expect.poll(() => simulator.channels()).toBe(0);
  });

  it("somebody else's call.end is unauthorized, and nothing ends", async () => {
    const { origin, live } = await open();
    await call(origin, GOOD);
    const { data } = await live.state("active");
    const bob = await openLive(
      origin,
      member(await signIn(origin, "bob@pbx.example"), "token"),
    );
    bob.tell({ type: "call.end", payload: { callId: data?.callId } });
    const { payload } = await bob.until((frame) => frame.type === "call_error");
    expect(payload).toEqual({
      callId: data?.callId,
      errorType: "unauthorized",
      message: "Not your call",
    });
    expect(live.frames.some((frame) => frame.data?.state === "ending")).toBe(
      false,
    );
  });
});
