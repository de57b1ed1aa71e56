import { expect, it, test } from "vitest";
import type { OriginateRequest } from "../port.ts";
import { serialize } from "./ami/serializer.ts";
import { AmiError } from "./ami/transport.ts";
import { originateAction, originateFault } from "./originate.ts";

const REQUEST: OriginateRequest = {
  iden: "call-1",
  endpoint: "alice",
  extension: "101",
  dialString: "+34900123456",
  dialTimeoutSeconds: 12,
  maxDurationMs: 60_000,
  optimize: false,
};

const sent = (request: OriginateRequest) =>
  serialize(originateAction(request, 2_000), "id").trimEnd().split("\r\n");

it("is the reference's Originate, with the Originate outliving the Dial", () => {
  expect(sent(REQUEST)).toEqual([
    "Action: Originate",
    "ActionID: id",
    "Channel: Local/+34900123456@click2dial-user/n",
    "Exten: +34900123456",
    "Context: click2dial-target",
    "Priority: 1",
    "CallerID: 101",
    "Timeout: 14000",
    "Async: true",
    "ChannelId: call-1",
    "OtherChannelId: call-1-2",
    "Variable: C2DENDPOINT=alice",
    "Variable: ORIGINATE_EXTEN=101",
    "Variable: DIAL_TIMEOUT=12",
    "Variable: MAX_DURATION=60000",
    "Variable: __CLICK2DIALIDEN=call-1",
  ]);
});

it("without /n where the Local channel is to go", () => {
  expect(sent({ ...REQUEST, optimize: true })).toContain(
    "Channel: Local/+34900123456@click2dial-user",
  );
});

it("names a context and a caller only where asked", () => {
  expect(
    sent({ ...REQUEST, context: "from-internal", callerName: 'Al, "x"' }),
  ).toEqual(
    expect.arrayContaining([
      "Variable: C2DCONTEXT=from-internal",
      'Variable: C2DCALLERNAME=Al\\, \\"x\\"',
    ]),
  );
});

it("a name that would break the line is never sent", () => {
  expect(() =>
    sent({ ...REQUEST, callerName: "x\r\nAction: Command" }),
  ).toThrow(AmiError);
});

test.each([
  ["rejected", "Extension does not exist.", "context_missing"],
  ["rejected", "Permission denied", "refused"],
  ["unsafe", "not sent", "invalid"],
  ["timeout", "no answer", "timeout"],
  ["down", "connection lost", "timeout"],
] as const)("an Originate that is %s (%s) is %s", (kind, message, expected) => {
  expect(originateFault(new AmiError(kind, message))).toMatchObject({
    kind: expected,
  });
});

it("a fault that is not AMI's stays itself", () => {
  const fault = new Error("ours");
  expect(originateFault(fault)).toBe(fault);
});
