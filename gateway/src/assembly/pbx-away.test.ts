/** A program's call is ended while the PBX is away: what is told meanwhile is true, and the order is kept. */
import { beforeAll, expect, it, vi } from "vitest";
import { type Authority, makeAuthority } from "../delivery/testing.ts";
import { member, post, ready } from "./testing.ts";
import { ORDER, openForProgram } from "./testing-programs.ts";

let authority: Authority;
beforeAll(() => {
  authority = makeAuthority();
});

async function openTalking() {
  const gateway = await openForProgram(authority, {
    RINGBACK_PBX_MAIN_REFUSED_RETRY_MS: "1000",
  });
  const { headers, sink, simulator } = gateway;
  const order = { ...ORDER, sink: `${sink.origin}/events` };
  const created = await post(gateway.origin, "/calls", order, headers);
  const path = `/calls/${member(created, "callId")}`;
  const ask = async (origin: string, method: string) => {
    const answer = await fetch(origin + path, { method, headers });
    const text = await answer.text();
    return [answer.status, text === "" ? "" : JSON.parse(text)] as const;
  };
  const states = () =>
    sink.taken.map(({ body }) =>
      member({ body: JSON.parse(body) }, "data.status.state"),
    );
  await vi.waitUntil(() => states().includes("connected"), { timeout: 5_000 });
  const leave = async () => {
    simulator.faults.refuseLogin();
    simulator.faults.drop();
    await vi.waitUntil(
      async () => (await fetch(`${gateway.origin}/ready`)).status === 503,
    );
  };
  const comeBack = () => simulator.faults.refuseLogin(false);
  return { ...gateway, ask, states, leave, comeBack };
}

const TALKING = [200, { status: "connected" }];
const UNTOLD = [
  503,
  {
    ...{ status: 503, code: "UNAVAILABLE" },
    message:
      "the telephone system cannot be told now: the call is ended as soon as it is back",
  },
];

it.each(["the same gateway", "another one on the same database"])(
  "503, connected till the PBX is back, then ended by %s",
  async (which) => {
    const gateway = await openTalking();
    const { ask, states, simulator } = gateway;
    await gateway.leave();
    for (let i = 0; i < 2; i++) {
      expect(await ask(gateway.origin, "DELETE")).toEqual(UNTOLD);
      expect(await ask(gateway.origin, "GET")).toMatchObject(TALKING);
    }
    expect(simulator.channels()).toBeGreaterThan(0);
    expect(states().at(-1)).toBe("connected");
    let { origin } = gateway;
    if (which !== "the same gateway") {
      await gateway.stop();
      ({ origin } = await gateway.start());
      expect(await ask(origin, "GET")).toMatchObject(TALKING);
    }
    gateway.comeBack();
    await ready(origin);
    await vi.waitUntil(() => states().includes("disconnected"), {
      timeout: 5_000,
    });
    expect(simulator.channels()).toBe(0);
    expect(states()).toEqual([
      ...["initiating", "callingCaller", "callingCallee", "connected"],
      "disconnected",
    ]);
    expect(await ask(origin, "GET")).toMatchObject([
      200,
      { status: "disconnected" },
    ]);
    expect((await ask(origin, "DELETE"))[0]).toBe(409);
  },
);
