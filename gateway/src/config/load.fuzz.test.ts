/** Whatever stands in the file or the environment: an answer, never an exception, and no secret in it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadConfig } from "./load.ts";
import { envName, leaves, schemaRoot } from "./tree.ts";

const folder = mkdtempSync(join(tmpdir(), "ringback-fuzz-"));
const file = join(folder, "ringback.yaml");
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = "hunter2hunter2";

function load(text: string, env = {}) {
  writeFileSync(file, text, { mode: 0o600 });
  const { config, faults } = loadConfig({ file, env });
  expect(config === undefined).toBe(faults !== undefined);
  return faults ?? [];
}

const word = fc.oneof(
  fc.constantFrom(...Object.keys(schemaRoot.properties ?? {})),
  fc.constantFrom("main", "secret", "listen", "__proto__", "constructor", "0"),
  fc.string({ maxLength: 8 }),
);
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("node"), { maxLength: 4 }),
    fc.dictionary(word, tie("node"), { maxKeys: 5 }),
  ),
})).node;

test("any text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."ab:{}[]*&!|>-#\"' \n\t,?%@`+0") }),
      (text) => {
        load(text);
      },
    ),
    { numRuns: 500 },
  );
});

test("any tree", () => {
  fc.assert(
    fc.property(tree, (value) => {
      load(stringify(value));
    }),
    { numRuns: 500 },
  );
});

test("a secret in the wrong form, or of a faulty file, is in no fault", () => {
  const broken = fc.constantFrom(
    "*",
    "!",
    "[",
    "{",
    '"',
    "\t",
    "- ",
    "| ",
    "%",
    "a: ",
  );
  fc.assert(
    fc.property(broken, broken, fc.boolean(), (before, after, known) => {
      const text = `secrets:\n  ${known ? "nonceKey" : "nonce"}: ${before}${SECRET}${after}\npbx: {main: {secret: ${after}${SECRET} ${before}}}\n`;
      expect(JSON.stringify(load(text))).not.toContain("hunter2");
    }),
  );
});

test("any value of any variable", () => {
  const variables = leaves(schemaRoot).map(({ path }) => envName(path));
  fc.assert(
    fc.property(fc.constantFrom(...variables), fc.string(), (name, text) => {
      load("", { [name]: text });
    }),
    { numRuns: 500 },
  );
});
