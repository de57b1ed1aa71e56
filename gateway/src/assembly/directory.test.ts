import { expect, it } from "vitest";
import {
  call,
  challenge,
  member,
  openGateway,
  post,
  ready,
  sign,
  signIn,
} from "./testing.ts";

const TERMINALS = JSON.stringify({
  "pbx.example": { asterisk: { enabled: true } },
});
const ANNA = "anna@pbx.example";
const SIP_PASSWORD = "what the phone signs with";

async function openWithAnna() {
  return await openGateway(
    { RINGBACK_TERMINALS: TERMINALS },
    {
      phones: {
        alice: { extension: "101", does: "answer", afterMs: 10 },
        bob: { extension: "102", does: "answer", afterMs: 10 },
        anna: {
          extension: "103",
          does: "answer",
          afterMs: 10,
          password: SIP_PASSWORD,
        },
      },
    },
  );
}

async function callOf(origin: string, password: string) {
  const nonce = await challenge(origin, ANNA);
  return await post(origin, "/call", {
    ...sign(nonce, "102", ANNA, password),
    destination: "102",
    iden: "annas",
  });
}

it("a phone that only Asterisk knows clicks with its SIP password, and with no other", async () => {
  const { origin, db } = await openWithAnna();
  expect(await callOf(origin, "another")).toMatchObject({ status: 403 });
  expect(await callOf(origin, SIP_PASSWORD)).toMatchObject({ status: 200 });
  const row = await db
    .selectFrom("calls")
    .innerJoin("terminals", "terminals.id", "calls.terminal_id")
    .innerJoin("users", "users.id", "terminals.user_id")
    .select(["calls.endpoint", "calls.extension", "terminals.ha1"])
    .select(["users.name", "terminals.source"])
    .where("calls.iden", "=", "annas")
    .executeTakeFirst();
  expect(row).toEqual({
    endpoint: "anna",
    extension: "103",
    ha1: "",
    name: ANNA,
    source: "asterisk",
  });
});

it("a session of hers is as good as any, and the gateway's own terminals stay as they are", async () => {
  const { origin } = await openWithAnna();
  const nonce = await challenge(origin, ANNA);
  const answer = await post(
    origin,
    "/session",
    sign(nonce, "session", ANNA, SIP_PASSWORD),
  );
  expect(answer).toMatchObject({
    status: 200,
    body: { user: { name: ANNA }, terminal: { aor: ANNA, extension: "103" } },
  });
  expect(await signIn(origin)).toMatchObject({ status: 200 });
});

it("her session outlives a restart with other keys, as long as the former one is named", async () => {
  const { origin, config, start, stop } = await openWithAnna();
  const nonce = await challenge(origin, ANNA);
  const token = member(
    await post(origin, "/session", sign(nonce, "session", ANNA, SIP_PASSWORD)),
    "token",
  );
  await stop();
  const again = await start({
    ...config,
    secrets: {
      ...config.secrets,
      tokenKey: "3d".repeat(32),
      previousTokenKeys: config.secrets.tokenKey,
    },
  });
  await ready(again.origin);
  expect(
    await post(again.origin, "/session/renew", undefined, {
      authorization: `Bearer ${token}`,
    }),
  ).toMatchObject({ status: 200 });
});

it("with Asterisk away it is 502 for her, not 403: nobody can say who she is", async () => {
  const { origin, simulator } = await openWithAnna();
  await simulator.stop();
  expect(await callOf(origin, SIP_PASSWORD)).toMatchObject({
    status: 502,
    body: { error: "backend error" },
  });
  expect(await call(origin, "102")).toMatchObject({
    status: 502,
    body: { error: "could not originate call" },
  });
});
