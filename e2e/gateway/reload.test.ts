/** A configuration read again by a gateway process on a real Asterisk, while two people talk. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { startAsterisk } from "../asterisk/asterisk.ts";
import { type Phone, startPhone } from "../asterisk/phones.ts";
import { Client } from "./client.ts";
import { startGateway } from "./running.ts";

const SPAIN = "+34911234567";
const ELSEWHERE = "+442079460128";

async function open() {
  const pbx = await startAsterisk();
  onTestFinished(() => pbx.stop());
  const phone = async (endpoint: "alice" | "bob") => {
    const [port = 0] = pbx.contacts[endpoint];
    const started = await startPhone({
      ...{ port, sipp: pbx.sipp, kind: "answers" },
    });
    onTestFinished(() => started.stop());
    return started;
  };
  const [alice, bob] = await Promise.all([phone("alice"), phone("bob")]);
  const gateway = await startGateway({
    ami: pbx.ami,
    terminals: [{ name: "alice", extension: "101" }],
  });
  onTestFinished(() => gateway.dispose());
  const aor = `alice@${gateway.domain}`;
  const password = gateway.passwords.get(aor) ?? "";
  const client = new Client(gateway.origin, aor, password);
  return { alice, bob, client, gateway };
}

/** That each hears the other now, not only before. */
async function talk(one: Phone, other: Phone): Promise<void> {
  const before = [one.heard(other), other.heard(one)];
  await sleep(400);
  expect(one.heard(other)).toBeGreaterThan((before[0] ?? 0) + 5);
  expect(other.heard(one)).toBeGreaterThan((before[1] ?? 0) + 5);
}

describe.runIf(inject("suites").includes("sid"))("SIGHUP", () => {
  it("drops neither call nor socket; the next click meets the new rules; a faulty file changes nothing", async () => {
    const { alice, bob, client, gateway } = await open();
    const live = await client.live();
    onTestFinished(() => live.close());
    const iden = "through-it-all";
    expect((await client.call("102", { iden })).status).toBe(200);
    const { callId } = await live.until(iden, (it) => it.state === "active");
    await talk(alice, bob);

    const strict = {
      dialing: { denyPrefixes: ["+349"], originatesPerMinutePerUser: 2 },
      live: { heartbeatMs: 500 },
      database: { busyTimeoutMs: 4_000 },
    };
    expect(await gateway.reload(strict)).toMatchObject({
      level: "info",
      msg: "configuration read again",
      changed: [
        "dialing.denyPrefixes",
        "dialing.originatesPerMinutePerUser",
        "live.heartbeatMs",
      ],
    });
    expect(gateway.log().join("\n")).toMatch(
      /"keys":\["database\.busyTimeoutMs"\],"msg":"[^"]*needs a restart"/,
    );
    await talk(alice, bob);
    const denied = {
      status: 403,
      body: { error: "destination not allowed: denied prefix" },
    };
    expect(await client.call(SPAIN)).toMatchObject(denied);
    await live.waitFor(({ type }) => type === "heartbeat", 2_000);

    const faulty = { ...strict, dialing: { denyPrefixes: ["349"] } };
    const told = await gateway.reload(faulty);
    expect(told).toMatchObject({ level: "error" });
    const checked = await gateway
      .ringback(["check"])
      .catch((fault: unknown) => String(fault));
    for (const fault of [told.faults].flat())
      expect(checked).toContain(String(fault));
    await talk(alice, bob);
    expect(await client.call(SPAIN)).toMatchObject(denied);

    // The first call and this one are all that a user may place in a minute now.
    expect((await client.call(ELSEWHERE)).status).toBe(200);
    expect((await client.call(ELSEWHERE)).status).toBe(429);

    await talk(alice, bob);
    live.send({ type: "call.end", payload: { callId } });
    const ended = await live.until(iden, (it) => it.state === "ended");
    expect(ended).toMatchObject({ outcome: "completed", endedBy: "user" });
    const states = live.story(iden).map(({ state }) => state);
    expect(states.filter((state) => state === "active")).toHaveLength(1);
  }, 60_000);
});
