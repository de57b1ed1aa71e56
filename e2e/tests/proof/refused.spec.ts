/** The door: what is refused rings nobody and leaves no call. */
import { createHash } from "node:crypto";
import { Client } from "../../gateway/client.ts";
import { inviteOf } from "../../proof/agree.ts";
import { ALICE, expect, test } from "../../proof/world.ts";

const DESTINATION = "+34911234567";
const FORBIDDEN = { error: "forbidden" };
const INVALID_NONCE = { error: "invalid nonce" };

test("a replayed request", async ({ client, records, phone, live }) => {
  const alice = await phone("alice", { kind: "busy" });
  const body = {
    ...(await client.signed(DESTINATION)),
    destination: DESTINATION,
  };
  expect((await client.post("/call", body)).status).toBe(200);
  await inviteOf(alice);
  await live.waitFor(
    (frame) => frame.type === "call_updated" && frame.data.state === "ended",
  );
  const calls = records.count();
  const again = await client.post("/call", body);
  expect([again.status, again.body]).toEqual([401, INVALID_NONCE]);
  expect(records.count()).toBe(calls);
  expect(
    alice.messages().filter((each) => each.method === "INVITE"),
  ).toHaveLength(1);
});

test("a respelled, tampered or foreign nonce", async ({
  client,
  gateway,
  records,
}) => {
  const calls = records.count();
  const foreign = await new Client(
    gateway.origin,
    "dave@pbx.example.org",
    "",
  ).challenge();
  const nonce = await client.challenge();
  const [seconds = "", random = "", signature = ""] = nonce.split(".");
  const spellings = [
    `0${nonce}`,
    `+${nonce}`,
    ` ${nonce}`,
    `${nonce}\n`,
    `${seconds}.${random}.${signature.toUpperCase()}`,
    `${seconds}.${random.toUpperCase()}.${signature}`,
    `${seconds}.${random}`,
    `${nonce}.`,
    `${Number(seconds) + 1}.${random}.${signature}`,
    foreign,
    "",
  ];
  for (const spelling of spellings) {
    const body = {
      ...(await client.signed(DESTINATION, spelling)),
      destination: DESTINATION,
    };
    const answer = await client.post("/call", body);
    expect([spelling, answer.status, answer.body]).toEqual([
      spelling,
      401,
      INVALID_NONCE,
    ]);
  }
  expect(records.count()).toBe(calls);
});

test("an expired nonce", async ({ client, records }) => {
  const calls = records.count();
  const body = {
    ...(await client.signed(DESTINATION)),
    destination: DESTINATION,
  };
  // The world's gateway keeps nonces for five seconds.
  await new Promise((resolve) => setTimeout(resolve, 6_100));
  const answer = await client.post("/call", body);
  expect([answer.status, answer.body]).toEqual([401, INVALID_NONCE]);
  expect(records.count()).toBe(calls);
});

test("a wrong password, an unknown user and an unknown domain are told alike, and the nonce is used up", async ({
  client,
  gateway,
  records,
}) => {
  const calls = records.count();
  const [wrong, nobody, nowhere] = [
    new Client(gateway.origin, ALICE, "not her password"),
    new Client(gateway.origin, "nobody@pbx.example.org", "x"),
    new Client(gateway.origin, "alice@elsewhere.example.org", "x"),
  ];
  for (const each of [wrong, nobody, nowhere]) {
    const answer = await each.call(DESTINATION);
    expect([answer.status, answer.body]).toEqual([403, FORBIDDEN]);
  }
  const nonce = await client.challenge();
  const guess = {
    ...(await wrong.signed(DESTINATION, nonce)),
    destination: DESTINATION,
  };
  expect((await client.post("/call", guess)).status).toBe(403);
  const right = {
    ...(await client.signed(DESTINATION, nonce)),
    destination: DESTINATION,
  };
  expect((await client.post("/call", right)).status).toBe(401);
  expect(records.count()).toBe(calls);
});

test("another destination than the signed one", async ({ client, records }) => {
  const calls = records.count();
  const answer = await client.post("/call", {
    ...(await client.signed(DESTINATION)),
    destination: "+34911234568",
  });
  expect([answer.status, answer.body]).toEqual([403, FORBIDDEN]);
  expect(records.count()).toBe(calls);
});

test("an iden that was used before", async ({
  client,
  records,
  phone,
  live,
}) => {
  const alice = await phone("alice", { kind: "busy" });
  const iden = `own-${createHash("md5").update(String(Date.now())).digest("hex").slice(0, 20)}`;
  const first = await client.call(DESTINATION, { iden });
  expect([first.status, first.body]).toEqual([200, { iden }]);
  await live.until(iden, (call) => call.state === "ended");
  const calls = records.count();
  for (const used of [iden, `${iden}-2`]) {
    const again = await client.call(DESTINATION, { iden: used });
    expect([again.status, again.body]).toEqual([
      400,
      { error: "invalid iden" },
    ]);
  }
  expect(records.count()).toBe(calls);
  expect(
    alice.messages().filter((each) => each.method === "INVITE"),
  ).toHaveLength(1);
});

for (const destination of ["112", "*97", "+34803123456"]) {
  test(`a destination the policy does not allow: ${destination}`, async ({
    client,
    records,
    phone,
  }) => {
    const alice = await phone("alice", { kind: "answers" });
    const calls = records.count();
    const answer = await client.call(destination);
    expect(answer.status).toBe(403);
    expect(JSON.stringify(answer.body)).toContain("destination not allowed");
    expect(records.count()).toBe(calls);
    expect(alice.messages()).toHaveLength(0);
  });
}
