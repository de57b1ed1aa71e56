import { describe, expect, inject, it } from "vitest";
import { bench, type Click } from "./click.ts";
import type { PhoneKind } from "./phones.ts";

describe.each(inject("suites"))("leg b on Asterisk of %s", (suite) => {
  const lab = bench({
    suite,
    extraExtensions: `
[impatient]
exten => 102,1,Dial(PJSIP/bob,1)
 same => n,Hangup(\${HANGUPCAUSE})
`,
  });

  async function endsWith(click: Click, outcome: RegExp) {
    await click.over();
    expect(click.reports("a")).toEqual(["ANSWER 0"]);
    expect(click.reports("b")).toEqual([expect.stringMatching(outcome)]);
    const [report, stored] = [await click.report("b"), await click.stored("b")];
    expect(report.Uniqueid).toBe(click.iden);
    expect(stored?.split(":").slice(0, 3)).toEqual([
      report.DialStatus,
      report.Cause,
      report.AnsweredTime,
    ]);
    const storedAt = Number(stored?.split(":")[3]);
    expect(Math.abs(Date.now() / 1000 - storedAt)).toBeLessThan(10);
  }

  it.each<[PhoneKind, string]>([
    ["busy", "BUSY 17"],
    ["declines", "CHANUNAVAIL 21"],
    ["unavailable", "NOANSWER 19"],
    ["unknown", "CHANUNAVAIL 1"],
    ["overloaded", "CONGESTION 34"],
  ])("a phone that %s is %s", async (kind, outcome) => {
    await lab.phone("alice", { kind: "answers" });
    await lab.phone("bob", { kind });
    const click = await lab.click({ destination: "102" });
    await endsWith(click, new RegExp(`^${outcome}$`));
    expect((await click.report("b")).AnsweredTime).toBe("0");
  });

  it.each<PhoneKind>(["rings", "dead"])(
    "a phone that %s is NOANSWER when the PBX's own time is over",
    async (kind) => {
      await lab.phone("alice", { kind: "answers" });
      await lab.phone("bob", { kind });
      const click = await lab.click({
        destination: "102",
        context: "impatient",
      });
      await endsWith(click, /^NOANSWER (0|16)$/);
    },
  );

  it("an endpoint without a phone is CHANUNAVAIL", async () => {
    await lab.phone("alice", { kind: "answers" });
    const click = await lab.click({ destination: "104" });
    await endsWith(click, /^CHANUNAVAIL (3|20)$/);
  });

  it.each([{ destination: "150" }, { destination: "102", context: "nowhere" }])(
    "%o is no extension: NOEXTEN with cause 1, and the caller's phone is let go",
    async (options) => {
      const alice = await lab.phone("alice", { kind: "answers" });
      const click = await lab.click(options);
      await endsWith(click, /^NOEXTEN 1$/);
      await alice.waitFor((m) => m.method === "BYE");
    },
  );

  it("voicemail answers without a Dial: NONE, timed from the caller's answer", async () => {
    await lab.phone("alice", { kind: "answers", talkMs: 1600 });
    const click = await lab.click({ destination: "199" });
    await endsWith(click, /^NONE 16$/);
    expect((await click.report("b")).AnsweredTime).toMatch(/^[12]$/);
  });

  it("a no answer with voicemail behind it stays one report, at the end", async () => {
    await lab.phone("alice", { kind: "answers", talkMs: 1800 });
    const bob = await lab.phone("bob", { kind: "rings" });
    const click = await lab.click({ destination: "192" });
    await bob.waitFor((m) => m.method === "CANCEL");
    expect(click.reports("b")).toEqual([]);
    await endsWith(click, /^NOANSWER /);
  });

  it("the echo test sends the caller's own voice back", async () => {
    const alice = await lab.phone("alice", { kind: "answers", talkMs: 700 });
    const click = await lab.click({ destination: "198" });
    await endsWith(click, /^NONE /);
    expect(alice.heard(alice)).toBeGreaterThan(10);
  });

  it("the conference takes the caller in", async () => {
    await lab.phone("alice", { kind: "answers", talkMs: 500 });
    const click = await lab.click({ destination: "197" });
    await click.report("a");
    await lab.ami.waitFor(
      "conference bridge",
      (e) => e.Event === "BridgeEnter" && e.Uniqueid === click.iden,
    );
    await endsWith(click, /^NONE /);
  });

  it("a caller who hangs up while the other side rings is CANCEL", async () => {
    await lab.phone("alice", { kind: "answers", talkMs: 500 });
    const bob = await lab.phone("bob", { kind: "rings" });
    const click = await lab.click({ destination: "102" });
    await bob.waitFor((m) => m.method === "CANCEL");
    await endsWith(click, /^CANCEL /);
  });

  it("an outside number goes to the trunk with the caller's extension and the iden", async () => {
    await lab.phone("alice", { kind: "answers" });
    const trunk = await lab.phone("trunk", { kind: "answers", talkMs: 300 });
    const click = await lab.click({ destination: "+34911234567" });
    await endsWith(click, /^ANSWER 16$/);
    const invite = trunk.messages()[0];
    expect(invite?.startLine).toMatch(/^INVITE sip:\+34911234567@/);
    expect(invite?.headers.from).toMatch(/<sip:101@/);
    expect(invite?.headers["x-info-click2dial-iden"]).toBe(click.iden);
  });

  it("takes the caller's name as it comes, whatever is in it", async () => {
    await lab.phone("alice", { kind: "answers" });
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 300 });
    const click = await lab.click({
      destination: "102",
      callerName: "A, ORIGINATE_EXTEN=1 (B]: C? $" + '{EXTEN} & "Co"',
    });
    await endsWith(click, /^ANSWER 16$/);
    const from = bob.messages()[0]?.headers.from ?? "";
    const name = from.slice(0, from.indexOf(" <sip:101@"));
    expect(name).toBe(
      '"A, ORIGINATE_EXTEN=1 (B]: C? $' + '{EXTEN} & \\"Co\\""',
    );
  });

  it("a call that no click started carries no iden", async () => {
    const bob = await lab.phone("bob", { kind: "answers", talkMs: 300 });
    await lab.ami.send([
      ["Action", "Originate"],
      ["Channel", "Local/102@from-internal"],
      ["Application", "Wait"],
      ["Data", "1"],
      ["Async", "true"],
    ]);
    const invite = await bob.waitFor((m) => m.method === "INVITE");
    expect(invite.headers["x-info-click2dial-iden"]).toBeUndefined();
    await bob.waitFor((m) => m.method === "BYE");
  });
});
