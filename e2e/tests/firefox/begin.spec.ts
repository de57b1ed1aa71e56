/** From the installation to a phone that rings. */
import { placedIden, saw } from "../../proof/agree.ts";
import { ALICE } from "../../proof/world.ts";
import { connect, expect, test } from "./fixture.ts";
import { kept } from "./options.ts";

const REFUSED = "The gateway does not accept this address with this password.";

test("installing opens the welcome page; a wrong password is told in words, the right one signs in", async ({
  newFirefox,
  gateway,
  records,
  keep,
}) => {
  const welcome = await newFirefox.opened(newFirefox.address("welcome.html"));
  await welcome.size(900, 1000);
  await keep(welcome, "welcome", newFirefox);
  const calls = records.count();

  await connect(welcome, { gateway: gateway.origin, password: "not hers" });
  await expect
    .poll(async () => await welcome.evaluate("document.body.innerText"))
    .toContain(REFUSED);
  expect(await welcome.nodes("alert")).not.toHaveLength(0);
  expect(await kept(welcome)).toMatchObject({ account: null, secrets: 0 });
  await keep(welcome, "welcome-wrong-password", newFirefox);

  const password = gateway.passwords.get(ALICE) ?? "";
  await connect(welcome, { gateway: gateway.origin, password });
  await welcome.node("button", "Ring my phone");
  const after = await kept(welcome);
  expect(after).toMatchObject({
    account: { aor: ALICE, extension: "101", gateway: gateway.origin },
    secrets: 1,
    origins: ["http://127.0.0.1/*"],
  });
  expect(JSON.stringify(after)).not.toContain(password);
  expect(records.count()).toBe(calls);
  await keep(welcome, "welcome-signed-in", newFirefox);
});

test("ring my phone: the phone rings, is answered, and nobody else is called", async ({
  firefox,
  phone,
  live,
  records,
  keep,
}) => {
  const alice = await phone("alice", { kind: "answers", ringMs: 600 });
  const outside = await phone("trunk", { kind: "answers" });
  const welcome = await firefox.open(firefox.address("welcome.html"));
  await welcome.size(900, 1000);
  const status = async () => await welcome.textOf("status");
  const before = live.frames.length;
  await welcome.click("button", "Ring my phone");
  const iden = await placedIden(live, before);
  await expect.poll(status).toBe("Your phone is ringing. Pick it up.");
  await keep(welcome, "ring-my-phone");
  const last = await live.until(iden, (call) => call.state === "ended", 15_000);
  await expect.poll(status).toBe("It works. Your phone rang and you answered.");
  await keep(welcome, "ring-my-phone-works");
  expect(records.call(iden)).toMatchObject({
    state: "ended",
    outcome: last.outcome,
    end_reason: last.endReason,
  });
  expect(last.outcome).toBe("completed");
  expect(saw(alice, "sent", 200)).toBe(true);
  expect(
    alice.messages().filter(({ method }) => method === "INVITE"),
  ).toHaveLength(1);
  expect(outside.messages()).toHaveLength(0);
  await welcome.close();
});
