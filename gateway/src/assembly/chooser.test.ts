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
  return { ...opened, pbxOf, until };
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

it("Kamailio's word is above the order, and without one it is 502", async () => {
  let value = "sip:[2001:0DB8::2]:6060;transport=udp";
  const server = createServer((_, response) => {
    response.end(JSON.stringify({ result: { item: { value } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const { origin, pbxOf } = await openTwo(PHONES, {
    RINGBACK_KAMAILIO: JSON.stringify({
      "pbx.example": { rpcUrl: `http://127.0.0.1:${port}/RPC`, key: "1" },
    }),
  });
  expect((await call(origin, "102", { iden: "x" })).status).toBe(200);
  expect((await pbxOf("x")).pbx).toBe("standby");
  value = "";
  expect(await call(origin, "102")).toMatchObject({
    status: 502,
    body: { error: "could not resolve application server" },
  });
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
