import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { bench, type Click } from "./click.ts";
import type { PhoneKind } from "./phones.ts";

describe.each(inject("suites"))("leg a on Asterisk of %s", (suite) => {
  const lab = bench({ suite });

  async function endsWith(click: Click, outcome: string) {
    await click.over();
    expect(click.reports("a")).toEqual([outcome]);
    expect(click.reports("b")).toEqual([]);
    const [status, cause] = outcome.split(" ");
    expect(await click.stored("a")).toMatch(
      new RegExp(`^${status}:${cause}:0:\\d{10}$`),
    );
  }

  it("shows the phone whom its owner is about to call", async () => {
    const alice = await lab.phone("alice", { kind: "answers" });
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 300 });
    const click = await lab.click({ destination: "102" });
    await click.over();
    const invite = alice.messages()[0];
    expect(invite?.method).toBe("INVITE");
    expect(invite?.headers.from).toMatch(/^"Ringback 102" <sip:102@/);
    expect(invite?.headers["x-info-click2dial-iden"]).toBeUndefined();
    expect(bob.messages()[0]?.headers.from).toMatch(/<sip:101@/);
  });

  it("reports the answer while the call goes on, once", async () => {
    const alice = await lab.phone("alice", { kind: "answers", ringMs: 300 });
    await lab.phone("bob", { kind: "rings" });
    const click = await lab.click({ destination: "102" });
    const report = await click.report("a");
    const answered = alice.messages().find((m) => m.status === 200)?.at ?? 0;
    expect(Date.now() - answered).toBeLessThan(1000);
    expect(report).toMatchObject({
      DialStatus: "ANSWER",
      Cause: "0",
      AnsweredTime: "0",
      Uniqueid: click.iden,
    });
    expect(await click.stored("a")).toMatch(/^ANSWER:0:0:\d{10}$/);
    await click.hangUp(16);
    await click.over();
    expect(click.reports("a")).toEqual(["ANSWER 0"]);
  });

  it.each<[PhoneKind, string]>([
    ["busy", "BUSY 17"],
    ["declines", "CHANUNAVAIL 21"],
    ["unavailable", "NOANSWER 19"],
    ["unknown", "CHANUNAVAIL 1"],
    ["overloaded", "CONGESTION 34"],
  ])(
    "a phone that %s is %s and leg b is not dialled",
    async (kind, outcome) => {
      await lab.phone("alice", { kind });
      const bob = await lab.phone("bob", { kind: "answers" });
      const click = await lab.click({ destination: "102" });
      await endsWith(click, outcome);
      expect(bob.messages()).toEqual([]);
    },
  );

  it("stops ringing after DIAL_TIMEOUT", async () => {
    const alice = await lab.phone("alice", { kind: "rings" });
    const click = await lab.click({ destination: "102", dialTimeout: 1 });
    await endsWith(click, "NOANSWER 0");
    await alice.waitFor((m) => m.method === "CANCEL");
    await alice.waitFor((m) => m.status === 487 && m.direction === "sent");
  });

  it("a phone that gives no reply at all is no answer, without ringing", async () => {
    const alice = await lab.phone("alice", { kind: "dead" });
    const click = await lab.click({ destination: "102", dialTimeout: 1 });
    await endsWith(click, "NOANSWER 0");
    expect(alice.messages()[0]?.method).toBe("INVITE");
    const rang = lab.ami.events.some(
      (e) => e.DialStatus === "RINGING" && e.Linkedid === click.iden,
    );
    expect(rang).toBe(false);
  });

  it("a hang-up by the gateway while the phone rings is CANCEL, once", async () => {
    const alice = await lab.phone("alice", { kind: "rings" });
    const click = await lab.click({ destination: "102" });
    await alice.waitFor((m) => m.status === 180);
    await click.hangUp(16);
    await click.over();
    expect(click.reports("a")).toHaveLength(1);
    expect(click.reports("a")[0]).toMatch(/^CANCEL /);
    await alice.waitFor((m) => m.method === "CANCEL");
  });

  it("an Originate that times out first is CANCEL, once", async () => {
    await lab.phone("alice", { kind: "rings" });
    const click = await lab.click({
      destination: "102",
      originateTimeout: 700,
    });
    await click.over();
    expect(click.reports("a")).toHaveLength(1);
    expect(click.reports("a")[0]).toMatch(/^CANCEL /);
  });

  it.each(["dave", "nobody", ""])(
    "an endpoint without a phone (%o) is CHANUNAVAIL with cause 20",
    async (endpoint) => {
      const click = await lab.click({ destination: "102", endpoint });
      await endsWith(click, "CHANUNAVAIL 20");
      const dialled = lab.ami.events.filter(
        (e) => e.Event === "Newchannel" && e.Linkedid === click.iden,
      );
      expect(dialled.every((e) => e.Channel?.startsWith("Local/"))).toBe(true);
    },
  );

  it("notices that a phone has gone and come back", async () => {
    const port = lab.pbx.contacts.alice;
    await lab.pbx.setContact("alice", null);
    await endsWith(await lab.click({ destination: "102" }), "CHANUNAVAIL 20");
    await lab.pbx.setContact("alice", port);
    await lab.phone("alice", { kind: "busy" });
    await endsWith(await lab.click({ destination: "102" }), "BUSY 17");
  });

  it("rings every contact; the first to answer has the call", async () => {
    const desk = await lab.phone("carol", { kind: "rings" }, 0);
    const soft = await lab.phone("carol", { kind: "answers", ringMs: 300 }, 1);
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 400 });
    const click = await lab.click({
      destination: "102",
      endpoint: "carol",
      extension: "103",
    });
    await desk.waitFor((m) => m.method === "CANCEL");
    await click.over();
    expect(click.reports("a")).toEqual(["ANSWER 0"]);
    expect(soft.messages().filter((m) => m.method === "ACK")).not.toEqual([]);
    expect(bob.messages()[0]?.headers.from).toMatch(/<sip:103@/);
  });

  it("does not follow a phone's 302", async () => {
    const bob = await lab.phone("bob", { kind: "answers" });
    await lab.phone("alice", {
      kind: "redirects",
      target: `sip:102@127.0.0.1:${lab.pbx.sipPort}`,
    });
    const click = await lab.click({ destination: "103", dialTimeout: 1 });
    await click.over();
    expect(click.reports("a")).toHaveLength(1);
    expect(click.reports("a")[0]).not.toMatch(/^ANSWER/);
    expect(bob.messages()).toEqual([]);
  });

  it("a contact that smuggles in another target does not ring it", async () => {
    const { alice, bob } = lab.pbx.contacts;
    const file = join(lab.pbx.dir, "etc", "pjsip-contacts.conf");
    await writeFile(
      file,
      `[alice](place)\ncontact = sip:x&PJSIP/bob/sip:bob@127.0.0.1:${bob[0]}\n` +
        `[bob](place)\ncontact = sip:bob@127.0.0.1:${bob[0]}\n`,
    );
    await lab.pbx.cli("module reload res_pjsip.so");
    const phone = await lab.phone("bob", { kind: "answers" });
    const click = await lab.click({ destination: "103", dialTimeout: 1 });
    await click.over();
    await lab.pbx.setContact("alice", alice);
    expect(phone.messages()).toEqual([]);
    expect(click.reports("a")).toHaveLength(1);
  });

  it.each(["102;x", '5" | "1', "1&2", "+,3", "7)x"])(
    "refuses the destination %o",
    async (destination) => {
      const alice = await lab.phone("alice", { kind: "answers" });
      await endsWith(await lab.click({ destination }), "REFUSED 28");
      expect(alice.messages()).toEqual([]);
    },
  );
});
