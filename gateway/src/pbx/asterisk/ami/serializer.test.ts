import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AmiParser } from "./parser.ts";
import { serialize } from "./serializer.ts";
import { type AmiAction, AmiError } from "./transport.ts";

function kindOf(action: AmiAction): string {
  try {
    serialize(action, "id-1");
  } catch (error) {
    return error instanceof AmiError ? error.kind : "other";
  }
  return "sent";
}

test("writes headers in order, leaves undefined out, and one line a variable", () => {
  expect(
    serialize(
      {
        action: "Originate",
        headers: {
          Channel: "Local/1@x/n",
          Account: undefined,
          Async: true,
          Priority: 1,
        },
        variables: { DIAL_TIMEOUT: 30, __ID: "a" },
      },
      "id-1",
    ),
  ).toBe(
    "Action: Originate\r\nActionID: id-1\r\nChannel: Local/1@x/n\r\nAsync: true\r\nPriority: 1\r\n" +
      "Variable: DIAL_TIMEOUT=30\r\nVariable: __ID=a\r\n\r\n",
  );
});

test("escapes what Asterisk takes out of variable values", () => {
  expect(
    serialize({ action: "Originate", variables: { N: 'Doe, "J" \\ (x' } }, "1"),
  ).toContain('Variable: N=Doe\\, \\"J\\" \\\\ (x\r\n');
});

describe("refuses", () => {
  const long = "x".repeat(1_000);
  const rows: [string, AmiAction][] = [
    [
      "a line feed in a value",
      { action: "Ping", headers: { A: "x\nAction: Command" } },
    ],
    [
      "CR LF in a value",
      { action: "Ping", headers: { A: "x\r\n\r\nAction: Command" } },
    ],
    ["NUL in a value", { action: "Ping", headers: { A: "x\0" } }],
    ["half a surrogate pair", { action: "Ping", headers: { A: "\ud800" } }],
    [
      "a break in a header name",
      { action: "Ping", headers: { "A\r\nB": "x" } },
    ],
    ["a colon in a header name", { action: "Ping", headers: { "A: b": "x" } }],
    ["a break in the action", { action: "Ping\r\nX: y" }],
    [
      "a break in a variable",
      { action: "Originate", variables: { A: "x\r\n" } },
    ],
    [
      "a function as variable",
      { action: "Originate", variables: { "FILE(/x)": "x" } },
    ],
    ["a lower-case variable", { action: "Originate", variables: { a: "x" } }],
    [
      "variables smuggled as header",
      { action: "Originate", headers: { variable: "A=1,B=2" } },
    ],
    [
      "an ActionID of the caller's",
      { action: "Ping", headers: { ActionID: "x" } },
    ],
    ["a long line", { action: "Ping", headers: { A: long } }],
    [
      "a long line in bytes",
      { action: "Ping", headers: { A: "ü".repeat(500) } },
    ],
    ["a number that is none", { action: "Ping", headers: { A: Number.NaN } }],
    [
      "Command",
      { action: "Command", headers: { Command: "core show version" } },
    ],
    ["command in any case", { action: "COMMAND" }],
    [
      "more than 100 headers",
      {
        action: "Originate",
        variables: Object.fromEntries(
          Array.from({ length: 99 }, (_, i) => [`V${i}`, i]),
        ),
      },
    ],
  ];
  test.each(rows)("%s", (_, action) => {
    expect(kindOf(action)).toBe("unsafe");
  });

  test("without telling the value", () => {
    expect(() =>
      serialize({ action: "Login", headers: { Secret: "hush\n" } }, "1"),
    ).toThrow(/^not sent: Secret holds a line break$/);
  });
});

test("Getvar may name its variable", () => {
  expect(kindOf({ action: "Getvar", headers: { Variable: "VERSION()" } })).toBe(
    "sent",
  );
});

test("whatever is sent is one message with the headers that were meant", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "binary" }),
      (a, b) => {
        const action: AmiAction = {
          action: "Originate",
          headers: { A: a },
          variables: { B: b },
        };
        if (kindOf(action) !== "sent") return;
        const seen: string[] = [];
        new AmiParser({
          maxMessageBytes: 10_000,
          onMessage: (message) =>
            seen.push(...message.headers.map(([name]) => name)),
        }).push(Buffer.from(serialize(action, "1")));
        expect(seen).toEqual(["Action", "ActionID", "A", "Variable"]);
      },
    ),
  );
});
