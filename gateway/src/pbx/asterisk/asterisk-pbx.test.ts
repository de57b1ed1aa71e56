import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { believed, connect, ORDER, openLine } from "./testing.ts";

describe("originate", () => {
  it("rings, connects and ends a call", async () => {
    const { simulator, pbx, state, end } = await openLine();
    await pbx.originate(ORDER);
    await state("active");
    simulator.phones.hangup("bob");
    expect(await end()).toBe("completed hangup callee");
  });

  it("rings nobody whose phone is not registered", async () => {
    const { simulator, pbx } = await openLine();
    simulator.phones.script("alice", { does: "unregistered" });
    await expect(pbx.originate(ORDER)).rejects.toMatchObject({
      kind: "unreachable",
    });
    expect(simulator.channels()).toBe(0);
  });

  it("rings nobody before the call is written", async () => {
    const { simulator, pbx, state } = await openLine();
    const written = Promise.withResolvers<void>();
    const ordered = pbx.originate(ORDER, written.promise);
    // Time for the PBX to have been asked and told: it answers in less.
    await sleep(100);
    expect(simulator.channels()).toBe(0);
    written.resolve();
    await ordered;
    await state("active");
  });

  it("rings nobody where the call cannot be written", async () => {
    const { simulator, pbx } = await openLine();
    const lost = Promise.reject(new Error("disk full"));
    await expect(pbx.originate(ORDER, lost)).rejects.toThrow("disk full");
    await sleep(100);
    expect(simulator.channels()).toBe(0);
  });

  it("refuses only what is written", async () => {
    const { simulator, pbx } = await openLine();
    simulator.phones.script("alice", { does: "unregistered" });
    const written = Promise.withResolvers<void>();
    let refused = false;
    const ordered = pbx.originate(ORDER, written.promise).catch((fault) => {
      refused = true;
      throw fault;
    });
    ordered.catch(() => undefined);
    await sleep(100);
    expect(refused).toBe(false);
    written.resolve();
    await expect(ordered).rejects.toMatchObject({ kind: "unreachable" });
  });

  it("with AMI away nothing is sent", async () => {
    const { simulator, pbx, until } = await openLine();
    simulator.faults.refuseLogin();
    simulator.faults.drop();
    await until(() => pbx.health().state !== "up");
    await expect(pbx.originate(ORDER)).rejects.toMatchObject({ kind: "down" });
  });

  it("an id in use fails this call alone", async () => {
    const { simulator, pbx, told, end, state } = await openLine();
    const second = await connect(simulator);
    await pbx.originate(ORDER);
    await state("active");
    await second.pbx.originate(ORDER);
    expect(await second.end()).toBe("failed pbx_refused pbx");
    expect(told.some((it) => it.move.end !== undefined)).toBe(false);
    simulator.phones.hangup("bob");
    await end();
  });

  it("an iden that ends in -2 is followed like any other", async () => {
    const { simulator, pbx, state, end } = await openLine();
    await pbx.originate({ ...ORDER, iden: "x-2" });
    await state("active", "x-2");
    simulator.phones.hangup("alice");
    expect(await end("x-2")).toBe("completed hangup caller");
  });

  it("a destination that dials nobody becomes active once the PBX was asked", async () => {
    const { pbx, simulator, state, end } = await openLine();
    await pbx.originate({ ...ORDER, dialString: "199" });
    await state("active");
    simulator.phones.hangup("alice");
    expect(await end()).toBe("completed hangup caller");
  });
});

describe("hangup", () => {
  it.each(["noanswer", "answer"] as const)(
    "ends the call where bob does: %s",
    async (does) => {
      const { simulator, pbx, state, until } = await openLine();
      simulator.phones.script("bob", { does, afterMs: 10 });
      await pbx.originate(ORDER);
      await state(does === "answer" ? "active" : "alerting_b");
      await pbx.hangup("x");
      await until(() => simulator.channels() === 0);
    },
  );

  it("reaches both phones after the Local channel was taken out", async () => {
    const { simulator, pbx, state, until, end } = await openLine();
    await pbx.originate({ ...ORDER, optimize: true });
    await state("active");
    await until(() => simulator.channels() === 2);
    await pbx.hangup("x");
    await until(() => simulator.channels() === 0);
    expect(await end()).toMatch(/^completed/);
  });

  it("ordered before Asterisk made the first channel is carried out then", async () => {
    const { simulator, pbx, transport, until, end, told } = await openLine();
    simulator.phones.script("alice", { does: "noanswer" });
    // Asterisk answers first and makes the channels after: here they come only when the order was given.
    const send = transport.send.bind(transport);
    const gate = Promise.withResolvers<void>();
    transport.send = async (action, timeoutMs) => {
      if (action.action !== "Originate") return send(action, timeoutMs);
      void gate.promise.then(() => send(action, timeoutMs));
      return send({ action: "Ping" });
    };
    await pbx.originate(ORDER);
    await pbx.hangup("x");
    gate.resolve();
    await end();
    expect(JSON.stringify(told)).not.toContain("ringing");
    await until(() => simulator.channels() === 0);
  });

  it("of a call that is gone does nothing; with AMI away says so", async () => {
    const { simulator, pbx, until } = await openLine();
    await pbx.hangup("nobody");
    simulator.faults.refuseLogin();
    simulator.faults.drop();
    await until(() => pbx.health().state !== "up");
    await expect(pbx.hangup("x")).rejects.toMatchObject({ kind: "down" });
  });
});

describe("after the connection was lost", () => {
  it("says so, comes back, and asks for a reconcile", async () => {
    const { simulator, pbx, until, ups } = await openLine();
    simulator.faults.drop();
    await until(() => pbx.health().state !== "up");
    await until(() => ups() === 2);
    expect(pbx.health()).toMatchObject({ state: "up" });
    await until(() => pbx.health().version !== undefined);
  });

  it("a call goes on where it was, once it was reconciled", async () => {
    const { simulator, pbx, state, until, ups, end, told } = await openLine();
    await pbx.originate(ORDER);
    await state("active");
    simulator.faults.drop();
    await until(() => ups() === 2);
    await pbx.reconcile([believed({ answered: true, state: "active" })]);
    expect(told.some((it) => it.move.end)).toBe(false);
    simulator.phones.hangup("alice");
    expect(await end()).toBe("completed hangup caller");
  });

  it("an end is heard while another call is read up", async () => {
    const { simulator, pbx, state, until, ups, end, told } = await openLine();
    await pbx.originate(ORDER);
    await state("active");
    simulator.faults.drop();
    await until(() => ups() === 2);
    // Every question of the other call takes so long.
    simulator.faults.slow(50);
    const reconciled = pbx.reconcile([
      believed({ iden: "gone" }),
      believed({ answered: true, state: "active" }),
    ]);
    await sleep(120);
    simulator.phones.hangup("bob");
    await reconciled;
    await until(() => told.some((it) => it.move.end && it.iden === "x"));
    expect(
      told.find((it) => it.iden === "x" && it.move.end)?.move.end,
    ).toMatchObject({ by: "callee" });
    await end();
  });
});
