import { createServer } from "node:http";
import { expect, it, onTestFinished, vi } from "vitest";
import { startSimulator } from "../pbx/simulator/simulator.ts";
import { call, openGateway } from "./testing.ts";

const PHONES = {
  alice: { extension: "101", does: "answer", afterMs: 10 },
  bob: { extension: "102", does: "answer", afterMs: 10 },
} as const;
const NO_PHONES = {
  alice: { extension: "101", does: "unregistered" },
  bob: { extension: "102", does: "answer" },
} as const;

/** A second PBX beside the first, for the same domain. */
async function openTwo(
  phones: typeof PHONES | typeof NO_PHONES,
  env: Record<string, string> = {},
) {
  const standby = await startSimulator({
    user: "ringback",
    secret: "ami-secret-of-the-tests",
    phones: PHONES,
  });
  onTestFinished(() => standby.stop());
  const opened = await openGateway(
    {
      RINGBACK_PBX_STANDBY_PORT: String(standby.port),
      RINGBACK_PBX_STANDBY_SECRET: "ami-secret-of-the-tests",
      RINGBACK_PBX_MAIN_SIP_HOSTS: "10.0.0.1",
      RINGBACK_PBX_STANDBY_SIP_HOSTS: "10.0.0.2,2001:db8::2",
      RINGBACK_DOMAINS: '{"pbx.example": ["main", "standby"]}',
      ...env,
    },
    { phones },
  );
  const pbxOf = async (iden: string) => {
    const row = await opened.db
      .selectFrom("calls")
      .select(["pbx", "state"])
      .where("iden", "=", iden)
      .executeTakeFirstOrThrow();
    return row;
  };
  const until = (name: string, wanted: string) =>
    vi.waitFor(
      async () => {
        const answer = await fetch(`${opened.origin}/ready`);
        const body: unknown = await answer.json();
        expect(body).toMatchObject({ pbx: { [name]: wanted } });
      },
      { timeout: 3_000, interval: 5 },
    );
  await until("standby", "up");
  return { ...opened, standby, pbxOf, until };
}

it("a phone that is registered at the second PBX alone rings there", async () => {
  const { origin, pbxOf } = await openTwo(NO_PHONES);
  expect((await call(origin, "102", { iden: "x" })).status).toBe(200);
  expect((await pbxOf("x")).pbx).toBe("standby");
});

it("new calls go on at the second PBX when the first goes, and live ones stay with it", async () => {
  const { origin, simulator, pbxOf, until } = await openTwo(PHONES);
  expect((await call(origin, "102", { iden: "first" })).status).toBe(200);
  await vi.waitUntil(async () => (await pbxOf("first")).state === "active");
  await simulator.stop();
  await until("main", "down");
  expect((await call(origin, "102", { iden: "second" })).status).toBe(200);
  expect(await pbxOf("second")).toMatchObject({ pbx: "standby" });
  expect(await pbxOf("first")).toMatchObject({ pbx: "main", state: "active" });
});

/** What Kamailio answers `htable.get` with. */
async function startLookUp(first: string) {
  const said = { value: first };
  const server = createServer((_, response) => {
    response.end(JSON.stringify({ result: { item: said } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const rpcUrl = `http://127.0.0.1:${port}/RPC`;
  const section = { "pbx.example": { rpcUrl, key: "1" } };
  return { said, env: { RINGBACK_KAMAILIO: JSON.stringify(section) } };
}

it("Kamailio's word is above the order, and without one it is 502", async () => {
  const { said, env } = await startLookUp(
    "sip:[2001:0DB8::2]:6060;transport=udp",
  );
  const { origin, pbxOf } = await openTwo(PHONES, env);
  expect((await call(origin, "102", { iden: "x" })).status).toBe(200);
  expect((await pbxOf("x")).pbx).toBe("standby");
  said.value = "";
  expect(await call(origin, "102")).toMatchObject({
    status: 502,
    body: { error: "could not resolve application server" },
  });
});

it("the PBX that Kamailio names is down: 502 as the document says, and no other is dialled, until it names another", async () => {
  const { said, env } = await startLookUp("sip:10.0.0.1");
  const { origin, simulator, standby, pbxOf, until } = await openTwo(
    PHONES,
    env,
  );
  await simulator.stop();
  await until("main", "down");
  for (const iden of ["one", "two"])
    expect(await call(origin, "102", { iden })).toMatchObject({
      status: 502,
      body: { error: "could not originate call" },
    });
  expect(standby.channels()).toBe(0);
  said.value = "sip:10.0.0.2";
  expect((await call(origin, "102", { iden: "three" })).status).toBe(200);
  expect((await pbxOf("three")).pbx).toBe("standby");
});

it("a second click while the phone rings is 400 with its reason, over HTTP", async () => {
  const { origin, simulator } = await openGateway();
  simulator.phones.script("alice", { does: "noanswer" });
  expect((await call(origin, "102")).status).toBe(200);
  expect(await call(origin, "102")).toMatchObject({
    status: 400,
    body: { error: "phone is ringing already" },
  });
});
