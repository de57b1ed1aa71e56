import { expect, test } from "vitest";
import { readYaml } from "./yaml.ts";

test("scalars stay as they are written", () => {
  const { values, faults } = readYaml(
    "dialing:\n  allowPrefixes: [+34, 061, 0x1F]\n  prefix: ''\n",
    "f.yaml",
  );
  expect(faults).toEqual([]);
  expect(values.get("dialing")).toEqual(
    new Map<string, unknown>([
      ["allowPrefixes", ["+34", "061", "0x1F"]],
      ["prefix", ""],
    ]),
  );
});

test("a key without a value, and an empty file, say nothing", () => {
  expect(
    readYaml("server:\nlog:\n  level:\n  file: null\nlive: ~\n", "f").values,
  ).toEqual(new Map([["log", new Map()]]));
  expect(readYaml("# all commented out\n", "f")).toMatchObject({ faults: [] });
});

test("every value knows its line", () => {
  const { origins } = readYaml("server:\n  listen: a:1\n", "ringback.yaml");
  expect(origins.get("server.listen")).toBe("ringback.yaml line 2");
});

const secret = "hunter2hunter2";
test.each([
  ["two keys of one name", `a: 1\na: ${secret}\n`, /twice/, 2],
  ["a tab", `a:\n\tb: ${secret}\n`, /tab/, 2],
  ["an open quote", `a: "${secret}\n`, /missing|quote/, 2],
  ["an alias", `a: *${secret}\n`, /quotes/, 1],
  ["a tag", `a: !${secret} x\n`, /quotes/, 1],
  ["two documents", `a: 1\n---\nb: ${secret}\n`, /second document/, 2],
])(
  "%s is a fault with its line and without the text",
  (_, text, words, line) => {
    const { faults } = readYaml(text, "f.yaml");
    expect(faults[0]?.message).toMatch(words);
    expect(faults[0]?.at).toBe(`f.yaml line ${line}`);
    expect(JSON.stringify(faults)).not.toContain("hunter2");
  },
);

test("a file that is no map is a fault", () => {
  expect(readYaml("- a\n", "f").faults).toHaveLength(1);
  expect(
    readYaml(`${"[".repeat(40)}${"]".repeat(40)}`, "f").faults,
  ).not.toEqual([]);
});
