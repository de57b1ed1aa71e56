/** Rows 28 to 30 of `click2call.md` §1.13: a PBX, or whoever names it, that is not as it should be. */
import { once } from "node:events";
import { createServer } from "node:http";
import { expect, it, onTestFinished, test, vi } from "vitest";
import { call, openGateway } from "../../assembly/testing.ts";

const GOOD = "+34900123456";

test.each([
  ["an RPC error", 200, { error: { code: 500, message: "no such key" } }],
  ["an HTTP error", 500, {}],
  ["an empty value", 200, { result: { item: { value: "" } } }],
  ["an unknown PBX", 200, { result: { item: { value: "sip:10.9.9.9" } } }],
])(
  "row 28: %s of Kamailio is 502, and rings nobody",
  async (_, status, told) => {
    const server = createServer((_request, response) => {
      response.writeHead(status).end(JSON.stringify(told));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const port = Reflect.get(Object(server.address()), "port");
    const rpcUrl = `http://127.0.0.1:${port}/RPC`;
    const { origin, simulator } = await openGateway({
      RINGBACK_KAMAILIO: JSON.stringify({
        "pbx.example": { rpcUrl, key: "1" },
      }),
    });
    const answer = await call(origin, GOOD);
    expect([answer.status, answer.body]).toEqual([
      502,
      { error: "could not resolve application server" },
    ]);
    expect(simulator.channels()).toBe(0);
  },
);

test.each([
  ["is closed", "drop"],
  ["hangs", "silent"],
] as const)("row 29: an AMI that %s is 502 in seconds", async (_, fault) => {
  const { origin, simulator } = await openGateway({
    RINGBACK_PBX_MAIN_ACTION_TIMEOUT_MS: "300",
  });
  simulator.faults.refuseLogin();
  simulator.faults[fault]();
  const answer = await call(origin, GOOD);
  expect([answer.status, answer.body]).toEqual([
    502,
    { error: "could not originate call" },
  ]);
});

it("row 29: an AMI that is slower than its limit is 502; one that is only slow is not", async () => {
  const { origin, simulator } = await openGateway({
    RINGBACK_PBX_MAIN_ACTION_TIMEOUT_MS: "1000",
  });
  simulator.faults.slow(200);
  expect((await call(origin, GOOD)).status).toBe(200);
  simulator.phones.hangup("alice");
  await vi.waitUntil(() => simulator.channels() === 0, 5_000);
  simulator.faults.slow(1_500);
  const answer = await call(origin, GOOD);
  expect([answer.status, answer.body]).toEqual([
    502,
    { error: "could not originate call" },
  ]);
  expect(simulator.channels()).toBe(0);
});

it("row 29: an Originate that Asterisk rejects is 502, and rings nobody", async () => {
  const { origin, simulator } = await openGateway();
  simulator.contexts.delete("click2dial-target");
  const refused = await call(origin, GOOD);
  expect([refused.status, refused.body]).toEqual([
    502,
    { error: "could not originate call" },
  ]);
  expect(simulator.channels()).toBe(0);
  simulator.contexts.add("click2dial-target");
  expect((await call(origin, GOOD)).status).toBe(200);
});

it("row 30: events between an action and its reply are no reply", async () => {
  const { origin, simulator } = await openGateway();
  const noise = "Event: VarSet\r\nChannel: PJSIP/x-1\r\nUniqueid: y\r\n\r\n";
  const tell = setInterval(() => simulator.faults.garbage(noise), 1);
  onTestFinished(() => clearInterval(tell));
  for (const iden of ["one", "two"]) {
    const answer = await call(origin, GOOD, { iden });
    expect([answer.status, answer.body]).toMatchObject([200, { iden }]);
    await vi.waitUntil(() => simulator.channels() > 0, 5_000);
    simulator.phones.hangup("alice");
    await vi.waitUntil(() => simulator.channels() === 0, 5_000);
  }
});
