/** Calls nobody talked in: each phone's own word decides the outcome, and every witness repeats it. */
import type { PhoneKind } from "../../asterisk/phones.ts";
import {
  type Ending,
  expectEnding,
  placedIden,
  saw,
} from "../../proof/agree.ts";
import { expect, test } from "../../proof/world.ts";

const DESTINATION = "+34911234567";

type Row = { name: string; kind: PhoneKind; sends?: number; ending: Ending };

const A_ROWS: Row[] = [
  {
    name: "is busy",
    kind: "busy",
    sends: 486,
    ending: { outcome: "busy", reason: "a_busy", by: "caller", cause: 17 },
  },
  {
    name: "declines",
    kind: "declines",
    sends: 603,
    ending: {
      outcome: "rejected",
      reason: "a_rejected",
      by: "caller",
      cause: 21,
    },
  },
  {
    name: "does not answer",
    kind: "rings",
    sends: 180,
    ending: {
      outcome: "no_answer",
      reason: "a_no_answer",
      by: "caller",
      cause: null,
    },
  },
];

for (const { name, kind, sends, ending } of A_ROWS) {
  test(`the user's phone ${name}`, async ({ phone, popup, live, records }) => {
    const alice = await phone("alice", { kind });
    const outside = await phone("trunk", { kind: "answers" });
    const before = live.frames.length;
    await popup.dial(DESTINATION);
    const iden = await placedIden(live, before);
    await expectEnding(iden, ending, { live, records, popup });
    expect(saw(alice, "sent", sends ?? 0)).toBe(true);
    if (kind === "rings")
      await alice.waitFor((each) => each.method === "CANCEL");
    expect(outside.messages()).toHaveLength(0);
  });
}

const B_ROWS: Row[] = [
  {
    name: "is busy",
    kind: "busy",
    sends: 486,
    ending: { outcome: "busy", reason: "b_busy", by: "callee", cause: 17 },
  },
  {
    name: "declines",
    kind: "declines",
    sends: 603,
    ending: {
      outcome: "rejected",
      reason: "b_rejected",
      by: "callee",
      cause: 21,
    },
  },
  {
    name: "does not exist",
    kind: "unknown",
    sends: 404,
    ending: {
      outcome: "failed",
      reason: "b_unknown_number",
      by: "pbx",
      cause: 1,
    },
  },
];

for (const { name, kind, sends, ending } of B_ROWS) {
  test(`the other party ${name}`, async ({ phone, popup, live, records }) => {
    const alice = await phone("alice", { kind: "answers" });
    const outside = await phone("trunk", { kind });
    const before = live.frames.length;
    await popup.dial(DESTINATION);
    const iden = await placedIden(live, before);
    await expectEnding(iden, ending, { live, records, popup });
    expect(saw(outside, "sent", sends ?? 0)).toBe(true);
    await alice.waitFor(
      (each) => each.method === "BYE" && each.direction === "received",
    );
  });
}

test("the other party does not answer", async ({
  phone,
  popup,
  live,
  records,
}) => {
  await phone("alice", { kind: "answers" });
  // Extension 181 rings bob for one second; the PBX's own voicemail takes over, so that leg ends and the call does not.
  const bob = await phone("bob", { kind: "rings" });
  const before = live.frames.length;
  await popup.dial("181");
  const iden = await placedIden(live, before);
  const view = await live.until(
    iden,
    (call) => call.state === "active",
    10_000,
  );
  expect(view.legs.find((leg) => leg.role === "b")?.ringingAt).not.toBeNull();
  await bob.waitFor((each) => each.method === "CANCEL");
  await popup.hangUp();
  await expectEnding(
    iden,
    { outcome: "completed", reason: "hangup", by: "user", cause: 16 },
    { live, records, popup },
  );
});

test("nobody picks up an extension that has no voicemail", async ({
  phone,
  popup,
  live,
  records,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const bob = await phone("bob", { kind: "rings" });
  const before = live.frames.length;
  await popup.dial("182");
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    { outcome: "no_answer", reason: "b_no_answer", by: "callee", cause: 16 },
    { live, records, popup },
  );
  await bob.waitFor((each) => each.method === "CANCEL");
  await alice.waitFor(
    (each) => each.method === "BYE" && each.direction === "received",
  );
});

test("an extension that does not exist", async ({
  phone,
  popup,
  live,
  records,
}) => {
  await phone("alice", { kind: "answers" });
  const before = live.frames.length;
  await popup.dial("188");
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    { outcome: "failed", reason: "b_unknown_number", by: "pbx", cause: 1 },
    { live, records, popup },
  );
});

test("the other party's phone is not registered", async ({
  phone,
  popup,
  live,
  records,
}) => {
  await phone("alice", { kind: "answers" });
  const before = live.frames.length;
  await popup.dial("104");
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    { outcome: "failed", reason: "b_unreachable", by: "pbx", cause: 3 },
    { live, records, popup },
  );
});

test("the user hangs up while the other party's phone rings", async ({
  phone,
  popup,
  live,
  records,
}) => {
  const alice = await phone("alice", { kind: "answers", talkMs: 800 });
  const outside = await phone("trunk", { kind: "rings" });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    {
      outcome: "cancelled",
      reason: "cancelled_by_caller",
      by: "caller",
      cause: 16,
    },
    { live, records, popup },
  );
  expect(saw(alice, "sent", "BYE")).toBe(true);
  await outside.waitFor((each) => each.method === "CANCEL");
});

test("the user cancels in the popup while their phone rings", async ({
  phone,
  popup,
  live,
  records,
}) => {
  const alice = await phone("alice", { kind: "rings" });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await live.until(iden, (call) =>
    call.legs.some((leg) => leg.state === "ringing"),
  );
  await expect(popup.status).toHaveText("Your phone is ringing. Pick it up.");
  await popup.hangUp();
  await expectEnding(
    iden,
    {
      outcome: "cancelled",
      reason: "cancelled_by_user",
      by: "user",
      cause: 16,
    },
    { live, records, popup },
  );
  await alice.waitFor((each) => each.method === "CANCEL");
});

test("the user's phone is not registered: known before anything rings", async ({
  pbx,
  phone,
  popup,
  live,
  records,
}) => {
  const outside = await phone("trunk", { kind: "answers" });
  const [port] = pbx.contacts.alice;
  await pbx.setContact("alice", null);
  try {
    const before = live.frames.length;
    await popup.dial(DESTINATION);
    const iden = await placedIden(live, before);
    const last = await live.until(iden, (call) => call.state === "ended");
    expect(last).toMatchObject({
      outcome: "failed",
      endReason: "a_unreachable",
      endedBy: "pbx",
    });
    expect(records.call(iden)).toMatchObject({
      state: "ended",
      outcome: "failed",
      end_reason: "a_unreachable",
    });
    await expect(popup.status).toContainText("Your phone is not connected");
    expect(outside.messages()).toHaveLength(0);
  } finally {
    await pbx.setContact("alice", port ?? null);
  }
});
