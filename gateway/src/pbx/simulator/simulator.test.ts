import { describe, expect, onTestFinished, test } from "vitest";
import {
  quickOptions,
  TEST_LOGIN,
  until,
  upTransport,
} from "../asterisk/ami/testing.ts";
import type { AmiMessage } from "../asterisk/ami/transport.ts";
import { startSimulator } from "./simulator.ts";
import { storyOf } from "./story.ts";

async function open() {
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer", password: "of-alice" },
      bob: { extension: "102", does: "answer", callerName: "Bob" },
      carol: { extension: "103", does: "answer", contacts: 2 },
      dave: { extension: "104", does: "unregistered" },
    },
    numbers: { "+34911222333": { does: "busy" } },
  });
  onTestFinished(() => simulator.stop());
  const client = await upTransport(quickOptions(simulator.port));
  return { simulator, ...client };
}

type Open = Awaited<ReturnType<typeof open>>;

async function click(
  { transport }: Open,
  destination: string,
  { iden = "call-1", endpoint = "alice", suffix = "/n", context = "user" } = {},
) {
  await transport.send({
    action: "Originate",
    headers: {
      Channel: `Local/${destination}@click2dial-${context}${suffix}`,
      Context: "click2dial-target",
      Exten: destination,
      Priority: 1,
      CallerID: "101",
      Timeout: 5_000,
      Async: true,
      ChannelId: iden,
      OtherChannelId: `${iden}-2`,
    },
    variables: {
      C2DENDPOINT: endpoint,
      ORIGINATE_EXTEN: "101",
      __CLICK2DIALIDEN: iden,
    },
  });
  return iden;
}

function eventsNamed(events: readonly AmiMessage[], name: string) {
  return events.filter((event) => event.get("Event") === name);
}

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

describe("questions", () => {
  test.each([
    ["PJSIP_DIAL_CONTACTS(alice)", "PJSIP/alice/sip:alice@127.0.0.1:5061"],
    ["PJSIP_DIAL_CONTACTS(dave)", ""],
    ["PJSIP_DIAL_CONTACTS(nobody)", ""],
    ["PJSIP_ENDPOINT(bob,context)", "from-internal"],
    ["PJSIP_ENDPOINT(bob,callerid)", '"Bob" <102>'],
    ["PJSIP_ENDPOINT(nobody,context)", ""],
    ["DEVICE_STATE(PJSIP/alice)", "NOT_INUSE"],
    ["DEVICE_STATE(PJSIP/dave)", "UNAVAILABLE"],
    ["DEVICE_STATE(PJSIP/nobody)", "INVALID"],
    ["DIALPLAN_EXISTS(click2dial-user)", "1"],
    ["DIALPLAN_EXISTS(click2dial-user,102,1)", "1"],
    ["DIALPLAN_EXISTS(click2dial-user,abc,1)", "0"],
    ["DIALPLAN_EXISTS(from-internal,102,1)", "1"],
    ["DIALPLAN_EXISTS(from-internal,8,1)", "0"],
    ["DIALPLAN_EXISTS(nowhere)", "0"],
    ["AST_SORCERY(res_pjsip,auth,alice,password)", "of-alice"],
    ["AST_SORCERY(res_pjsip,auth,alice,auth_type)", "userpass"],
    ["AST_SORCERY(res_pjsip,auth,nobody,password)", ""],
    ["VERSION()", "22.10.1-simulator"],
    ["NOTHING", ""],
  ])("Getvar %s", async (Variable, value) => {
    const { transport } = await open();
    const answer = await transport.send({
      action: "Getvar",
      headers: { Variable },
    });
    expect(answer.get("Value")).toBe(value);
  });

  test.each([
    ["DBDel", "Permission denied"],
    ["constructor", /^Invalid\/unknown command: constructor\./],
    ["Hangup", "No channel specified"],
    ["Getvar", "No variable specified"],
    ["DBGet", "No family specified."],
    ["Originate", "Channel not specified"],
  ])("%s is refused in Asterisk's words", async (action, message) => {
    const { transport } = await open();
    await expect(transport.send({ action })).rejects.toThrow(message);
  });

  test("Status finds one channel by its id", async () => {
    const pbx = await open();
    pbx.simulator.phones.script("alice", { does: "noanswer" });
    await click(pbx, "102");
    await until(() => eventsNamed(pbx.events, "DialState").length === 2);
    const [status] = await pbx.transport.list({
      action: "Status",
      headers: { Channel: "call-1-2" },
    });
    expect(status?.get("Application")).toBe("Dial");
    expect(status?.get("ChannelStateDesc")).toBe("Ring");
  });

  test("CoreStatus counts", async () => {
    const pbx = await open();
    await click(pbx, "102");
    const status = await pbx.transport.send({ action: "CoreStatus" });
    expect(status.get("CoreProcessedCalls")).toBe("1");
    expect(status.get("CoreCurrentCalls")).not.toBe("0");
    expect(pbx.simulator.eventsSent()).toBeGreaterThan(0);
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
