/** Calls that were talked: the phones' SIP, the database, the live channel and the popup agree on how they ended. */
import { expectEnding, inviteOf, placedIden, saw } from "../../proof/agree.ts";
import { expect, test } from "../../proof/world.ts";

const DESTINATION = "+34911234567";

test("answered by both, the user hangs up from the popup", async ({
  phone,
  popup,
  live,
  records,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers" });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await live.until(iden, (call) => call.state === "active");
  await expect(popup.status).toHaveText("In call");
  await expect.poll(() => alice.heard(outside)).toBeGreaterThan(5);
  await expect.poll(() => outside.heard(alice)).toBeGreaterThan(5);

  await popup.hangUp();
  await expectEnding(
    iden,
    { outcome: "completed", reason: "hangup", by: "user", cause: 16 },
    { live, records, popup },
  );
  await alice.waitFor((each) => each.method === "BYE");
  await outside.waitFor((each) => each.method === "BYE");
});

test("leg 2's INVITE carries the iden and the user's number, leg 1 shows whom one is about to call", async ({
  phone,
  popup,
  live,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers" });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  const second = await inviteOf(outside);
  expect(second.headers["x-info-click2dial-iden"]).toBe(iden);
  expect(second.startLine).toContain(DESTINATION);
  expect(second.headers.from).toContain("101@");
  const first = await inviteOf(alice);
  expect(first.headers["x-info-click2dial-iden"]).toBeUndefined();
  expect(first.headers.from).toContain(DESTINATION);
  await live.until(iden, (call) => call.state === "active");
  await popup.hangUp();
  await live.until(iden, (call) => call.state === "ended");
});

test("the other party hangs up", async ({ phone, popup, live, records }) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers", talkMs: 400 });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    { outcome: "completed", reason: "hangup", by: "callee", cause: 16 },
    { live, records, popup },
  );
  expect(saw(outside, "sent", "BYE")).toBe(true);
  await alice.waitFor(
    (each) => each.method === "BYE" && each.direction === "received",
  );
});

test("the user hangs up on the phone", async ({
  phone,
  popup,
  live,
  records,
}) => {
  const alice = await phone("alice", { kind: "answers", talkMs: 900 });
  const outside = await phone("trunk", { kind: "answers", ringMs: 100 });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    { outcome: "completed", reason: "hangup", by: "caller", cause: 16 },
    { live, records, popup },
  );
  expect(saw(alice, "sent", "BYE")).toBe(true);
  await outside.waitFor(
    (each) => each.method === "BYE" && each.direction === "received",
  );
});

test("a voicemail that answers without a second dial is a call like any other", async ({
  phone,
  popup,
  live,
  records,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const before = live.frames.length;
  await popup.dial("199");
  const iden = await placedIden(live, before);
  await live.until(iden, (call) => call.state === "active");
  await expect(popup.status).toHaveText("In call");
  await popup.hangUp();
  await expectEnding(
    iden,
    { outcome: "completed", reason: "hangup", by: "user", cause: 16 },
    { live, records, popup },
  );
  await alice.waitFor((each) => each.method === "BYE");
});

test("ring my phone: the phone rings, nobody is dialled", async ({
  phone,
  live,
  client,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers" });
  const before = live.frames.length;
  expect((await client.call("101")).status).toBe(200);
  const iden = await placedIden(live, before);
  await live.until(iden, (call) => call.state === "ended", 10_000);
  expect(saw(alice, "sent", 200)).toBe(true);
  expect(
    alice.messages().filter((each) => each.method === "INVITE"),
  ).toHaveLength(1);
  expect(outside.messages()).toHaveLength(0);
});
