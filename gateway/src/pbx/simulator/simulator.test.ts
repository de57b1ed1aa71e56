import { describe, expect, test } from "vitest";
import { until } from "../asterisk/ami/testing.ts";
import { storyOf } from "./story.ts";
import { click, eventsNamed, open } from "./testing.ts";

describe("phones played by hand", () => {
  test("answer, hold and hang up", async () => {
    const pbx = await open();
    const { simulator, events } = pbx;
    simulator.phones.script("alice", { does: "noanswer" });
    await click(pbx, "102");
    await until(() => eventsNamed(events, "DialState").length === 2);
    simulator.phones.answer("alice");
    await until(() => eventsNamed(events, "BridgeEnter").length === 4);
    simulator.phones.hold("bob");
    simulator.phones.hold("bob", false);
    await until(() => eventsNamed(events, "Unhold").length === 1);
    expect(eventsNamed(events, "Hold")[0]?.get("Channel")).toMatch(
      /^PJSIP\/bob-/,
    );
    simulator.phones.hangup("bob");
    await until(() => simulator.channels() === 0);
  });

  test("a hang-up while it rings declines", async () => {
    const pbx = await open();
    pbx.simulator.phones.script("alice", { does: "noanswer" });
    await click(pbx, "102");
    await until(() => eventsNamed(pbx.events, "DialState").length === 2);
    pbx.simulator.phones.hangup("alice");
    await until(() => eventsNamed(pbx.events, "Hangup").length === 3);
    expect(storyOf(pbx.events, "call-1", "alice")).toContain(
      "UserEvent two a CHANUNAVAIL 21",
    );
  });
});

describe("calls", () => {
  test("an outside number is reached through the trunk", async () => {
    const pbx = await open();
    await click(pbx, "+34911222333");
    await until(() => eventsNamed(pbx.events, "UserEvent").length === 2);
    const dialled = eventsNamed(pbx.events, "DialBegin").at(-1);
    expect(dialled?.get("DestChannel")).toBe("PJSIP/trunk-00000001");
    expect(dialled?.get("DialString")).toBe("+34911222333@trunk");
  });

  test("every contact of A rings, and the losers are told so", async () => {
    const pbx = await open();
    await click(pbx, "102", { endpoint: "carol" });
    await until(() => eventsNamed(pbx.events, "BridgeEnter").length === 4);
    const story = storyOf(pbx.events, "call-1", "carol");
    expect(story.filter((line) => line === "Newchannel a")).toHaveLength(2);
    expect(story).toContain("DialEnd two>a CANCEL");
    expect(story).toContain("Hangup a 26");
  });

  test("without /n the Local channel goes while both talk on", async () => {
    const pbx = await open();
    await click(pbx, "102", { suffix: "" });
    await until(() => eventsNamed(pbx.events, "Hangup").length === 2);
    const left = await pbx.transport.list({ action: "CoreShowChannels" });
    expect(left.map((channel) => channel.get("Channel")).sort()).toEqual([
      "PJSIP/alice-00000000",
      "PJSIP/bob-00000001",
    ]);
    expect(left.map((channel) => channel.get("Linkedid"))).toEqual([
      "call-1",
      "call-1",
    ]);
    pbx.simulator.phones.hangup("alice");
    await until(() => pbx.simulator.channels() === 0);
  });

  test("an id in use fails after the answer and leaves the living call alone", async () => {
    const pbx = await open();
    await click(pbx, "102");
    await click(pbx, "102");
    await until(() => eventsNamed(pbx.events, "OriginateResponse").length > 0);
    const [refused] = eventsNamed(pbx.events, "OriginateResponse");
    expect(refused?.get("Response")).toBe("Failure");
    expect(refused?.get("Uniqueid")).toBe("call-1");
    await until(() => eventsNamed(pbx.events, "BridgeEnter").length === 4);
    expect(pbx.simulator.channels()).toBe(4);
  });

  test("a leg-1 context that is missing fails after the answer", async () => {
    const pbx = await open();
    await click(pbx, "102", { context: "nowhere" });
    await until(() => eventsNamed(pbx.events, "Hangup").length === 2);
    expect(storyOf(pbx.events, "call-1", "alice")).toEqual([
      "Hangup one 0",
      "Hangup two 0",
      "Newchannel one",
      "Newchannel two",
      "OriginateResponse one Failure 0",
    ]);
  });
});

test("calls go on while nobody is connected", async () => {
  const pbx = await open();
  const { simulator, transport, events } = pbx;
  simulator.phones.script("bob", { does: "answer", hangupAfterMs: 20 });
  simulator.faults.refuseLogin();
  await click(pbx, "102");
  simulator.faults.drop();
  await until(() => simulator.channels() === 0);
  simulator.faults.refuseLogin(false);
  await until(() => transport.state === "up");
  expect(eventsNamed(events, "UserEvent")).toHaveLength(0);
  const [line] = await transport.list({
    action: "DBGet",
    headers: {
      Family: `ringback/${Math.floor(Date.now() / 86_400_000) % 3}`,
      Key: "call-1-b",
    },
  });
  expect(line?.get("Val")).toMatch(/^ANSWER:16:0:\d{10}$/);
});

test("a slow one says the same, late and in order", async () => {
  const { simulator, transport } = await open();
  const ask = (Variable: string) =>
    transport.send({ action: "Getvar", headers: { Variable } });
  simulator.faults.slow(150);
  const began = performance.now();
  const told: string[] = [];
  const late = ["A", "B"].map(async (name) => {
    told.push((await ask(name)).get("Variable") ?? "");
  });
  await Promise.all(late);
  expect(performance.now() - began).toBeGreaterThan(145);
  const last = ask("C").then(() => told.push("C"));
  simulator.faults.slow(0);
  await Promise.all([last, ask("D").then(() => told.push("D"))]);
  expect(told).toEqual(["A", "B", "C", "D"]);
});
