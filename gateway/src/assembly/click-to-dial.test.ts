import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { beforeAll, expect, it, vi } from "vitest";
import { addClient, addSecret } from "../clients/admin.ts";
import {
  type Authority,
  makeAuthority,
  startSink,
} from "../delivery/testing.ts";
import { member, type Opened, openGateway, post, signIn } from "./testing.ts";

const ALICE = "+34911111111";
const BOB = "+34922222222";
const ORDER = { caller: { number: ALICE }, callee: { number: BOB } };

let authority: Authority;
beforeAll(() => {
  authority = makeAuthority();
});

/** With a program, its token, and numbers for both phones. */
async function openForProgram() {
  const sink = await startSink(authority);
  const gateway = await openGateway({
    RINGBACK_DELIVERY_ALLOW: "127.0.0.1",
    RINGBACK_DELIVERY_PORTS: "1-65535",
    RINGBACK_DELIVERY_CA_FILE: authority.caFile,
  });
  const { db } = gateway;
  for (const [username, number] of [
    ["alice", ALICE],
    ["bob", BOB],
  ] as const) {
    await db
      .updateTable("terminals")
      .set({ number })
      .where("username", "=", username)
      .execute();
  }
  const headers = await addProgram(gateway, "CRM");
  return { ...gateway, sink, headers };
}

/** The headers of its requests. */
async function addProgram(
  { db, origin }: Pick<Opened, "db" | "origin">,
  name: string,
  tokenUris: string[] = [],
) {
  const id = await addClient(db, {
    ...{ name, domain: "pbx.example", scopes: SCOPES, tokenUris },
    ...{ trunkCaller: false, premium: false, international: false },
    ...{ callerPrefixes: [], calleePrefixes: [], maskNumbers: [] },
    ...{ callsPerMinute: 60, callsAtOnce: 10 },
    ...{ recordingBeep: false, handshake: false, keys: null, external: null },
  });
  const { secret } = await addSecret(db, id, 0);
  const answer = await fetch(`${origin}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const token = member({ body: await answer.json() }, "access_token");
  return { authorization: `Bearer ${token}` };
}

function statesOf({ sink }: Awaited<ReturnType<typeof openForProgram>>) {
  return sink.taken.map(({ body }) =>
    member({ body: JSON.parse(body) }, "data.status.state"),
  );
}

it("a program's call rings both phones, and its sink is told of each state in order", async () => {
  const gateway = await openForProgram();
  const { origin, headers, sink } = gateway;
  const created = await post(
    origin,
    "/click-to-dial/v0.1/calls",
    {
      ...ORDER,
      sink: `${sink.origin}/events`,
      sinkCredential: {
        credentialType: "ACCESSTOKEN",
        accessToken: "token-of-the-sink",
        accessTokenExpiresUtc: "2100-01-01T00:00:00Z",
        accessTokenType: "bearer",
      },
    },
    headers,
  );
  expect(created.status).toBe(201);
  const path = `${origin}/calls/${member(created, "callId")}`;
  await vi.waitUntil(() => statesOf(gateway).includes("connected"), {
    timeout: 5_000,
  });
  const ended = await fetch(path, { method: "DELETE", headers });
  expect(ended.status).toBe(204);
  await vi.waitUntil(() => statesOf(gateway).includes("disconnected"), {
    timeout: 5_000,
  });
  expect(statesOf(gateway)).toEqual([
    ...["initiating", "callingCaller", "callingCallee", "connected"],
    "disconnected",
  ]);
  for (const { headers: sent } of sink.taken) {
    expect(sent["content-type"]).toBe("application/cloudevents+json");
    expect(sent.authorization).toBe("Bearer token-of-the-sink");
  }
  expect(JSON.parse(sink.taken[4]?.body ?? "")).toMatchObject({
    data: { status: { reason: "hangUp" }, callDuration: "0" },
  });
  const got = await fetch(path, { headers });
  expect(await got.json()).toMatchObject({ ...ORDER, status: "disconnected" });
  await expectNoSecret(gateway, "token-of-the-sink");
});

it("tokens of users open nothing here", async () => {
  const { origin } = await openForProgram();
  const session = await signIn(origin);
  const authorization = `Bearer ${member(session, "token")}`;
  const answer = await post(origin, "/calls", ORDER, { authorization });
  expect([answer.status, member(answer, "code")]).toEqual([
    401,
    "UNAUTHENTICATED",
  ]);
});

it("a sink in the own network is refused where the admin did not name it", async () => {
  const { origin, headers } = await openForProgram();
  const answer = await post(
    origin,
    "/calls",
    { ...ORDER, sink: "https://192.168.0.1/events" },
    headers,
  );
  expect([answer.status, member(answer, "code")]).toEqual([
    400,
    "INVALID_ARGUMENT",
  ]);
});

it("a program has no token of another's fetched for its own sink, nor an assertion of the gateway's", async () => {
  const gateway = await openForProgram();
  const { origin, headers: attacker, sink } = gateway;
  const tokens = await startSink(authority, (_, response) => {
    const body = { access_token: "token-of-the-shop", token_type: "bearer" };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  const tokenUri = `${tokens.origin}/token`;
  const shop = await addProgram(gateway, "Shop", [`shop@${tokenUri}`]);
  const order = (clientId: string, uri: string) => ({
    ...ORDER,
    sink: `${sink.origin}/events`,
    sinkCredential: {
      ...{ credentialType: "PRIVATE_KEY_JWT", clientId, tokenUri: uri },
    },
  });
  for (const [headers, body] of [
    // the shop's token, to the attacker's sink
    [attacker, order("shop", tokenUri)],
    // an assertion to the attacker's own server, which it would take to the shop's
    [attacker, order("shop", `${sink.origin}/token`)],
    // granted is one id at one address, spelled so
    [shop, order("crm", tokenUri)],
    [shop, order("shop", `${tokens.origin}/token/`)],
    [shop, order("shop", `${tokens.origin}/./token`)],
    [shop, order("shop", `${sink.origin}/token`)],
  ] as const) {
    const answer = await post(origin, "/calls", body, headers);
    expect([answer.status, member(answer, "code")]).toEqual([
      400,
      "INVALID_ARGUMENT",
    ]);
  }
  const own = await post(origin, "/calls", order("shop", tokenUri), shop);
  expect(own.status).toBe(201);
  await vi.waitUntil(() => sink.taken.length > 0, { timeout: 5_000 });
  expect(sink.taken[0]?.headers.authorization).toBe("Bearer token-of-the-shop");
  expect(sink.taken.map(({ path }) => path)).not.toContain("/token");
  expect(tokens.taken).toHaveLength(1);
});

/** Neither in the log nor readable in the database. */
async function expectNoSecret(
  { lines, db }: Pick<Opened, "lines" | "db">,
  secret: string,
): Promise<void> {
  expect(lines.join("\n")).not.toContain(secret);
  const sinks = await db.selectFrom("sinks").selectAll().execute();
  expect(JSON.stringify(sinks)).not.toContain(secret);
}
