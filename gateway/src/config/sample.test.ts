import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { renderJsonSchema } from "./json-schema.ts";
import { loadConfig } from "./load.ts";
import { renderSample, sampleValues } from "./sample.ts";
import { PLACEHOLDER } from "./secret-checks.ts";
import { testConfig } from "./testing.ts";
import {
  entryNode,
  keyText,
  leaves,
  type SchemaNode,
  schemaRoot,
} from "./tree.ts";
import { readYaml } from "./yaml.ts";

const committed = (name: string) =>
  readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

function load(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "ringback-sample-"));
  const file = join(folder, "ringback.yaml");
  writeFileSync(file, text, { mode: 0o600 });
  const loaded = loadConfig({ file });
  rmSync(folder, { recursive: true });
  return loaded;
}

const filled = new Map(sampleValues)
  .set("secrets.nonceKey", "1f".repeat(32))
  .set("secrets.tokenKey", "2e".repeat(32))
  .set("secrets.storageKey", "3c".repeat(32))
  .set("pbx.main.secret", "ami-secret-of-the-tests")
  .set("log.level", "warn");

/** Takes the # away from every `#key:` line. */
const uncommented = (text: string) => text.replace(/^( *)#(?=\w)/gm, "$1");

test("the committed files are what the schema says now (npm run generate)", () => {
  expect(committed("ringback.sample.yaml")).toBe(renderSample());
  expect(committed("ringback.schema.json")).toBe(renderJsonSchema());
});

test("the sample as it is only lacks secrets", () => {
  expect(load(renderSample()).faults?.map(({ key }) => key)).toEqual([
    "secrets.nonceKey",
    "secrets.tokenKey",
    "secrets.storageKey",
    "pbx.main.secret",
  ]);
});

test("with secrets filled in it loads, and its values hold", () => {
  const { config } = load(renderSample(filled));
  expect(config).toEqual({
    ...testConfig({ RINGBACK_LOG_LEVEL: "warn" }),
    domains: { "pbx.example.com": ["main"] },
  });
});

test("every commented line is a key as it is by default, or an example that fits", () => {
  const lines = uncommented(renderSample(filled))
    .split("\n")
    .filter(
      (line) =>
        !/^ *(nonceKey|tokenKey|storageKey|previous(Nonce|Token|Storage)Keys|secret|url)File:/.test(
          line,
        ),
    );
  const { faults = [] } = load(lines.join("\n"));
  expect(faults.map(({ key }) => key)).toEqual([
    "server.tls.certFile",
    "server.tls.keyFile",
    "pbx.main.tls.caFile",
    "recording.spool",
    "recording.store",
    "delivery.caFile",
  ]);
  for (const { message } of faults) expect(message).toContain("ENOENT");
});

/** How the sample calls the one entry it shows of a map. */
function entryName({ examples }: SchemaNode): string {
  const first: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return Object.keys(Object(first))[0] ?? "";
}

test("every key of every section is in the sample", () => {
  const { origins } = readYaml(uncommented(renderSample()), "sample");
  const sections = leaves(schemaRoot).flatMap(({ path, node }) => {
    const entry = entryNode(node);
    return entry?.properties
      ? leaves(entry).map((leaf) =>
          keyText([...path, entryName(node), ...leaf.path]),
        )
      : [path.join(".")];
  });
  expect(sections.length).toBeGreaterThan(60);
  for (const key of sections) expect(origins.has(key), key).toBe(true);
});

test("the placeholder stands for each secret", () => {
  expect(renderSample().split(PLACEHOLDER)).toHaveLength(5);
});

test("the JSON schema takes the sample, secret files instead, and refuses both", () => {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
  });
  ajv.addKeyword("patternErrorMessage");
  const fits = ajv.compile(JSON.parse(renderJsonSchema()));
  const sample: unknown = parse(renderSample(filled));
  expect(fits(sample), JSON.stringify(fits.errors)).toBe(true);
  expect(fits({ pbx: { main: { secretFile: "/f" } } })).toBe(true);
  expect(fits({ pbx: { main: { secretFile: "/f", secret: "x" } } })).toBe(
    false,
  );
  expect(fits({ log: { colour: "red" } })).toBe(false);
});
