import { beforeAll, expect, it, vi } from "vitest";
import {
  type Authority,
  makeAuthority,
  startSink,
} from "../delivery/testing.ts";
import { member, type Opened, post, signIn } from "./testing.ts";
import { addProgram, ORDER, openForProgram } from "./testing-programs.ts";

let authority: Authority;
beforeAll(() => {
  authority = makeAuthority();
});

function statesOf({ sink }: Awaited<ReturnType<typeof openForProgram>>) {
  return sink.taken.map(({ body }) =>
    member({ body: JSON.parse(body) }, "data.status.state"),
  );
}

it("a program's call rings both phones, and its sink is told of each state in order", async () => {
  const gateway = await openForProgram(authority);
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
    { ...headers, "x-correlator": "ticket-815" },
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
    expect(sent["x-correlator"]).toBe("ticket-815");
  }
  expect(JSON.parse(sink.taken[4]?.body ?? "")).toMatchObject({
    data: { status: { reason: "hangUp" }, callDuration: "0" },
  });
  const got = await fetch(path, { headers });
  expect(await got.json()).toMatchObject({ ...ORDER, status: "disconnected" });
  await expectNoSecret(gateway, "token-of-the-sink");
});

it("tokens of users open nothing here", async () => {
  const { origin } = await openForProgram(authority);
  const session = await signIn(origin);
  const authorization = `Bearer ${member(session, "token")}`;
  const answer = await post(origin, "/calls", ORDER, { authorization });
  expect([answer.status, member(answer, "code")]).toEqual([
    401,
    "UNAUTHENTICATED",
  ]);
});

it("a sink in the own network is refused where the admin did not name it", async () => {
  const { origin, headers } = await openForProgram(authority);
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
  const gateway = await openForProgram(authority);
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
