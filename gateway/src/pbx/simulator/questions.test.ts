import { describe, expect, test } from "vitest";
import { until } from "../asterisk/ami/testing.ts";
import { click, eventsNamed, open } from "./testing.ts";

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
