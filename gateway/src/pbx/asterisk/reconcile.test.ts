import { describe, expect, it, test } from "vitest";
import { believed, connect, ORDER, openLine } from "./testing.ts";

describe("reconcile, after the gateway was away", () => {
  it("finds people talking, and hears how it ends", async () => {
    const { simulator, pbx, state } = await openLine();
    await pbx.originate(ORDER);
    await state("active");
    const later = await connect(simulator);
    await later.pbx.reconcile([believed()]);
    expect(later.told.map((it) => it.move.state)).toContain("active");
    simulator.phones.hangup("bob");
    expect(await later.end()).toBe("completed hangup callee");
  });

  it("finds a phone ringing, and does not say that it was answered", async () => {
    const { simulator, pbx, told, until } = await openLine();
    simulator.phones.script("alice", { does: "noanswer" });
    await pbx.originate(ORDER);
    // Told to the first, so that it is not news to the second.
    await until(() =>
      told.some(({ move }) =>
        move.legs?.some((leg) => leg.state === "ringing"),
      ),
    );
    const later = await connect(simulator);
    await later.pbx.reconcile([believed()]);
    expect(later.told).toEqual([]);
    simulator.phones.hangup("alice");
    expect(await later.end()).toBe("rejected a_rejected caller");
  });

  it("finds a phone ringing of which nobody knew: the order was never answered", async () => {
    const { simulator, pbx, until } = await openLine();
    simulator.phones.script("alice", { does: "noanswer" });
    await pbx.originate(ORDER);
    await until(() => simulator.channels() === 3);
    const later = await connect(simulator);
    await later.pbx.reconcile([believed({ state: "created" })]);
    expect(later.told[0]?.move).toMatchObject({
      state: "alerting_a",
      legs: [{ role: "a", state: "dialing" }],
    });
    simulator.phones.hangup("alice");
    expect(await later.end()).toBe("rejected a_rejected caller");
  });

  it("finds two talking on without the Local channel", async () => {
    const { simulator, pbx, state, until } = await openLine();
    await pbx.originate({ ...ORDER, optimize: true });
    await state("active");
    await until(() => simulator.channels() === 2);
    const later = await connect(simulator);
    await later.pbx.reconcile([believed({ answered: true, state: "active" })]);
    expect(later.told.some((it) => it.move.end)).toBe(false);
    await later.pbx.hangup("x");
    await until(() => simulator.channels() === 0);
  });

  test.each([
    ["busy", "busy a_busy caller"],
    ["decline", "rejected a_rejected caller"],
  ] as const)(
    "reads how a call ended meanwhile: A %s",
    async (does, expected) => {
      const { simulator, pbx, end } = await openLine();
      simulator.phones.script("alice", { does });
      await pbx.originate(ORDER);
      await end();
      const later = await connect(simulator);
      await later.pbx.reconcile([believed()]);
      expect(await later.end()).toBe(expected);
      // What was reported was on the wire, whether anybody had heard of it or not.
      expect(later.told.at(-1)?.move.legs).toMatchObject([
        { role: "a", state: "ended" },
      ]);
    },
  );

  it("reads that they had talked", async () => {
    const { simulator, pbx, state, end } = await openLine();
    await pbx.originate(ORDER);
    await state("active");
    simulator.phones.hangup("bob");
    await end();
    const later = await connect(simulator);
    await later.pbx.reconcile([believed({ answered: true, state: "active" })]);
    expect(await later.end()).toBe("completed hangup pbx");
  });

  it("reads that they talked, and since when, where nobody heard of it", async () => {
    const { simulator, pbx, state, end, told } = await openLine();
    await pbx.originate(ORDER);
    await state("active");
    simulator.phones.hangup("bob");
    await end();
    const ended = told.at(-1)?.move.at ?? 0;
    const later = await connect(simulator);
    await later.pbx.reconcile([believed()]);
    expect(await later.end()).toBe("completed hangup pbx");
    const [talked, over] = later.told.map(({ move }) => move);
    expect(talked).toMatchObject({
      state: "active",
      legs: [
        { role: "a", state: "answered" },
        { role: "b", state: "answered" },
      ],
    });
    expect(ended - (talked?.at ?? 0)).toBeLessThan(2_000);
    expect(over?.legs).toMatchObject([
      { role: "a", state: "ended" },
      { role: "b", state: "ended" },
    ]);
  });

  it("of a call nobody knows says what was reached, and that the time is a guess", async () => {
    const { pbx, told } = await openLine();
    await pbx.reconcile([
      believed({ iden: "a" }),
      believed({ iden: "b", answered: true }),
    ]);
    expect(told.map((it) => it.move.end)).toEqual([
      { outcome: "failed", reason: "resync", by: "pbx", approximate: true },
      { outcome: "completed", reason: "resync", by: "pbx", approximate: true },
    ]);
  });

  it("rejects where the PBX cannot be asked, and tells no end", async () => {
    const { simulator, pbx, told } = await openLine();
    simulator.faults.silent();
    await expect(pbx.reconcile([believed()])).rejects.toMatchObject({
      kind: "down",
    });
    expect(told).toEqual([]);
  });
});

describe("reconcile, while the call goes on", () => {
  it("hears of an end that came with the list of channels", async () => {
    const { simulator, pbx, until } = await openLine();
    simulator.phones.script("alice", { does: "noanswer" });
    await pbx.originate(ORDER);
    await until(() => simulator.channels() === 3);
    const later = await connect(simulator);
    const list = later.transport.list.bind(later.transport);
    later.transport.list = async (action) => {
      const answer = await list(action);
      if (action.action !== "CoreShowChannels") return answer;
      simulator.phones.hangup("alice");
      await later.transport.send({ action: "Ping" });
      return answer;
    };
    await later.pbx.reconcile([believed()]);
    expect(await later.end()).toBe("rejected a_rejected caller");
  });
});

describe("reconcile, of a call that is watched", () => {
  it("finds what an event that got lost would have told", async () => {
    const { simulator } = await openLine();
    const { pbx, told, state } = await connect(
      simulator,
      (event) => event.get("Event") === "BridgeEnter",
    );
    await pbx.originate(ORDER);
    await state("connecting");
    await pbx.reconcile([believed({ state: "connecting" })]);
    expect(told.at(-1)?.move).toMatchObject({ state: "active" });
  });

  it("leaves one alone that Asterisk has accepted a moment ago", async () => {
    const { simulator, pbx, transport, told, end } = await openLine();
    const send = transport.send.bind(transport);
    const gate = Promise.withResolvers<void>();
    transport.send = async (action, timeoutMs) => {
      if (action.action !== "Originate") return send(action, timeoutMs);
      void gate.promise.then(() => send(action, timeoutMs));
      return send({ action: "Ping" });
    };
    simulator.phones.script("alice", { does: "busy" });
    await pbx.originate(ORDER);
    await pbx.reconcile([believed({ createdAt: Date.now() })]);
    expect(told).toEqual([]);
    gate.resolve();
    expect(await end()).toBe("busy a_busy caller");
  });

  it("one that never left is over, whichever way the clock was set since", async () => {
    for (const set of [3_600_000, -3_600_000]) {
      const { pbx, transport, end } = await openLine();
      const send = transport.send.bind(transport);
      transport.send = (action, timeoutMs) =>
        action.action === "Originate"
          ? send({ action: "Ping" })
          : send(action, timeoutMs);
      await pbx.originate(ORDER);
      await pbx.reconcile([believed({ createdAt: Date.now() + set })]);
      expect(await end()).toBe("failed resync pbx");
    }
  });
});
