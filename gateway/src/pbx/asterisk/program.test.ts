import { expect, it, test } from "vitest";
import type { ProgramOrder } from "../port.ts";
import { serialize } from "./ami/serializer.ts";
import { checkParty, programAction } from "./program.ts";
import { ORDER } from "./testing.ts";

const PROGRAM: ProgramOrder = {
  a: { kind: "endpoint", endpoint: "alice" },
  b: { kind: "outside", dialString: "+34930000002" },
  shownToA: "+34900000001",
  shownToB: "+34900000002",
  bTimeoutSeconds: 20,
};
const SETTINGS = {
  name: "main",
  originateSlackMs: 500,
  trunkContext: "outside",
  spool: "/var/spool/ringback",
};
const recording = { name: "r1", beep: true };

it("orders both legs from our own contexts, and no channel's name tells a number", () => {
  const action = programAction(ORDER, { ...PROGRAM, recording }, SETTINGS);
  expect(serialize(action, "1").split("\r\n")).toEqual([
    "Action: Originate",
    "ActionID: 1",
    "Channel: Local/s@ringback-program-a/n",
    "Exten: s",
    "Context: ringback-program-b",
    "Priority: 1",
    "CallerID: +34900000002",
    "Timeout: 5500",
    "Async: true",
    "ChannelId: x",
    "OtherChannelId: x-2",
    "Variable: RINGBACK_A_ENDPOINT=alice",
    "Variable: RINGBACK_B_NUMBER=+34930000002",
    "Variable: RINGBACK_SHOWN_A=+34900000001",
    "Variable: RINGBACK_SHOWN_B=+34900000002",
    "Variable: RINGBACK_TRUNK=outside",
    "Variable: DIAL_TIMEOUT=5",
    "Variable: RINGBACK_B_TIMEOUT=20",
    "Variable: MAX_DURATION=60000",
    "Variable: RINGBACK_FILE=/var/spool/ringback/r1.wav",
    "Variable: RINGBACK_BEEP=1",
    "Variable: __CLICK2DIALIDEN=x",
    "",
    "",
  ]);
});

test.each<[string, Partial<ProgramOrder>, Partial<typeof SETTINGS>?]>([
  ["an endpoint", { a: { kind: "endpoint", endpoint: "a,FILE(/x)" } }],
  ["a number", { b: { kind: "outside", dialString: "1@from-internal" } }],
  ["a caller id for A", { shownToA: '"x" <1>' }],
  ["a caller id for B", { shownToB: "1\r\nAction: Ping" }],
  ["no caller id", { shownToA: "" }],
  ["the name of a recording", { recording: { name: "../x", beep: false } }],
  ["the folder of recordings", { recording }, { spool: "/a,b" }],
  [
    "a folder that is too long",
    { recording },
    { spool: `/${"x".repeat(251)}` },
  ],
])("sends nothing with a bad value: %s", (_, changes, settings = {}) => {
  expect(() =>
    programAction(
      ORDER,
      { ...PROGRAM, ...changes },
      { ...SETTINGS, ...settings },
    ),
  ).toThrow(expect.objectContaining({ kind: "invalid" }));
});

it("needs a trunk's context only where somebody is outside", () => {
  const settings = { name: "main", originateSlackMs: 500 };
  expect(() => programAction(ORDER, PROGRAM, settings)).toThrow(
    expect.objectContaining({ kind: "no_trunk" }),
  );
  const inside = { ...PROGRAM, b: PROGRAM.a };
  expect(programAction(ORDER, inside, settings).variables).not.toHaveProperty(
    "RINGBACK_TRUNK",
  );
});

it("a recording needs a folder", () => {
  expect(() =>
    programAction(
      ORDER,
      { ...PROGRAM, recording },
      { ...SETTINGS, spool: undefined },
    ),
  ).toThrow(expect.objectContaining({ kind: "invalid" }));
});

it("a party is no part of an expression unless it is a plain name or number", () => {
  expect(() => checkParty({ kind: "endpoint", endpoint: "a)" })).toThrow();
  expect(() => checkParty({ kind: "outside", dialString: "1,1" })).toThrow();
});
