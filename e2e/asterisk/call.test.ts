import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, inject, it } from "vitest";
import { bench } from "./click.ts";

describe.each(inject("suites"))("a call on Asterisk of %s", (suite) => {
  const lab = bench({ suite });

  it("both phones hear each other, and leg b carries the iden", async () => {
    const alice = await lab.phone("alice", { kind: "answers" });
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 1300 });
    const click = await lab.click({ destination: "102" });
    await click.over();
    expect(alice.heard(bob)).toBeGreaterThan(20);
    expect(bob.heard(alice)).toBeGreaterThan(20);
    expect(alice.heard(alice)).toBe(0);
    expect(bob.messages()[0]?.headers["x-info-click2dial-iden"]).toBe(
      click.iden,
    );
    expect(click.reports("b")).toEqual(["ANSWER 16"]);
    expect((await click.report("b")).AnsweredTime).toBe("1");
    expect(await click.stored("b")).toMatch(/^ANSWER:16:1:\d{10}$/);
  });

  it("ends when the caller hangs up", async () => {
    await lab.phone("alice", { kind: "answers", talkMs: 600 });
    const bob = await lab.phone("bob", { kind: "answers" });
    const click = await lab.click({ destination: "102" });
    await bob.waitFor((m) => m.method === "BYE" && m.direction === "received");
    await click.over();
    expect(click.reports("a")).toEqual(["ANSWER 0"]);
    expect(click.reports("b")).toEqual(["ANSWER 16"]);
  });

  it("ends when the gateway hangs up", async () => {
    const alice = await lab.phone("alice", { kind: "answers" });
    const bob = await lab.phone("bob", { kind: "answers" });
    const click = await lab.click({ destination: "102" });
    // Bob's ACK comes a moment before Dial takes note of his answer.
    await lab.ami.waitFor(
      "talking",
      (e) => e.Event === "BridgeEnter" && e.Uniqueid === click.iden,
    );
    expect(await click.hangUp(16)).toMatchObject({ Response: "Success" });
    await alice.waitFor((m) => m.method === "BYE");
    await bob.waitFor((m) => m.method === "BYE");
    await click.over();
    expect(click.reports("b")).toEqual(["ANSWER 16"]);
  });

  it.each(["102", "199"])(
    "is cut at MAX_DURATION (rounded up to a second), calling %s",
    async (destination) => {
      const alice = await lab.phone("alice", { kind: "answers" });
      await lab.phone("bob", { kind: "answers" });
      const click = await lab.click({ destination, maxDuration: 900 });
      const answered = await alice.waitFor((m) => m.status === 200);
      const bye = await alice.waitFor((m) => m.method === "BYE");
      expect(bye.at - answered.at).toBeGreaterThan(800);
      expect(bye.at - answered.at).toBeLessThan(1800);
      await click.over();
      expect(click.reports("b")).toHaveLength(1);
    },
  );

  it("survives a hold", async () => {
    const alice = await lab.phone("alice", {
      kind: "holds",
      talkMs: 300,
      holdMs: 300,
    });
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 1500 });
    const click = await lab.click({ destination: "102" });
    const ours = (name: string) =>
      lab.ami.waitFor(
        name,
        (e) => e.Event === name && e.Linkedid === click.iden,
      );
    await ours("Hold");
    await ours("Unhold");
    const before = alice.heard(bob);
    await sleep(200);
    expect(alice.heard(bob)).toBeGreaterThan(before);
    await click.over();
    expect(click.reports("b")).toEqual(["ANSWER 16"]);
  });

  it("goes on between the others when the caller transfers it blindly", async () => {
    await lab.phone("alice", {
      kind: "transfers",
      talkMs: 300,
      target: `sip:103@127.0.0.1:${lab.pbx.sipPort}`,
    });
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 1500 });
    const carol = await lab.phone("carol", { kind: "answers" });
    const other = await lab.phone("carol", { kind: "answers" }, 1);
    const click = await lab.click({ destination: "102" });
    await lab.ami.waitFor(
      "BlindTransfer",
      (e) => e.Event === "BlindTransfer" && e.TransfereeLinkedid === click.iden,
    );
    await click.over();
    expect(carol.heard(bob) + other.heard(bob)).toBeGreaterThan(10);
    expect(click.reports("b")).toEqual(["ANSWER 16"]);
    expect(click.reports("a")).toEqual(["ANSWER 0"]);
  });

  it("with optimize the phones end up in one bridge and hear each other", async () => {
    const alice = await lab.phone("alice", { kind: "answers" });
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 1500 });
    const click = await lab.click({ destination: "102", optimize: true });
    await lab.ami.waitFor(
      "LocalOptimizationEnd",
      (e) =>
        e.Event === "LocalOptimizationEnd" && e.LocalOneUniqueid === click.iden,
    );
    const before = alice.heard(bob);
    await click.over();
    expect(alice.heard(bob)).toBeGreaterThan(before + 10);
    expect(bob.heard(alice)).toBeGreaterThan(10);
    expect(click.reports("a")).toEqual(["ANSWER 0"]);
    expect(click.reports("b")).toHaveLength(1);
  });

  it("is cut at MAX_DURATION with optimize too, where only Dial's limit is left", async () => {
    const alice = await lab.phone("alice", { kind: "answers" });
    await lab.phone("bob", { kind: "answers" });
    const click = await lab.click({
      destination: "102",
      optimize: true,
      maxDuration: 1500,
    });
    const answered = await alice.waitFor((m) => m.status === 200);
    const bye = await alice.waitFor((m) => m.method === "BYE");
    expect(bye.at - answered.at).toBeGreaterThan(1300);
    expect(bye.at - answered.at).toBeLessThan(2400);
    await click.over();
  });

  it("is cut at MAX_DURATION after a transfer, where only the timeout is left", async () => {
    const alice = await lab.phone("alice", {
      kind: "transfers",
      talkMs: 300,
      target: `sip:103@127.0.0.1:${lab.pbx.sipPort}`,
    });
    const bob = await lab.phone("bob", { kind: "answers" });
    await lab.phone("carol", { kind: "answers" });
    await lab.phone("carol", { kind: "answers" }, 1);
    const click = await lab.click({ destination: "102", maxDuration: 2000 });
    const answered = await alice.waitFor((m) => m.status === 200);
    const bye = await bob.waitFor((m) => m.method === "BYE");
    expect(bye.at - answered.at).toBeGreaterThan(1800);
    expect(bye.at - answered.at).toBeLessThan(2900);
    await click.over();
    expect(click.reports("b")).toEqual([expect.stringMatching(/^ANSWER /)]);
  });

  it("two clicks at once do not mix", async () => {
    await lab.phone("alice", { kind: "answers", talkMs: 600 });
    await lab.phone("carol", { kind: "busy" }, 0);
    await lab.phone("carol", { kind: "busy" }, 1);
    await lab.phone("bob", { kind: "answers" });
    const good = await lab.click({ destination: "102" });
    const busy = await lab.click({
      destination: "102",
      endpoint: "carol",
      extension: "103",
    });
    await Promise.all([good.over(), busy.over()]);
    expect(good.reports("b")).toEqual(["ANSWER 16"]);
    expect(busy.reports("a")).toEqual(["BUSY 17"]);
    expect(busy.reports("b")).toEqual([]);
  });
});
