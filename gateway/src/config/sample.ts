/** Writes the commented YAML file: every key with its description, unit and default, from the schema. */
import { stringify } from "yaml";
import { needsRestart } from "./reload.ts";
import { PLACEHOLDER } from "./secret-checks.ts";
import {
  entryNode,
  envName,
  fileNode,
  type Path,
  type SchemaNode,
  schemaRoot,
} from "./tree.ts";

/** What stands uncommented, by dotted path; `pbx.main.…` and `domains.<name>` make their entries. */
export type SampleValues = ReadonlyMap<string, SampleValue>;
export type SampleValue = string | number | boolean | string[];

export const sampleValues: SampleValues = new Map<string, SampleValue>([
  ["secrets.nonceKey", PLACEHOLDER],
  ["secrets.tokenKey", PLACEHOLDER],
  ["secrets.storageKey", PLACEHOLDER],
  ["pbx.main.secret", PLACEHOLDER],
  ["domains.pbx.example.com", ["main"]],
]);

const HEADER = `Configuration of the Ringback gateway.

A line "#key: value" shows a default (or, where it says so, an example): take the # away to change it.
Any key can come from the environment instead, which wins over this file: server.listen is ${envName(["server", "listen"])},
pbx.main.secret is ${envName(["pbx", "main", "secret"])}. A secret can come from a file that not everybody may read: instead of
\`secret\`, \`secretFile\` here or ${envName(["pbx", "main", "secretFile"])}.
\`ringback check\` names every fault. \`systemctl reload ringback\` (SIGHUP) takes changes in; keys marked "needs a restart" wait for one.
`;

const UNITS: readonly [RegExp, string][] = [
  [/Ms$/, "milliseconds"],
  [/Seconds$/, "seconds"],
  [/Bytes$/, "bytes"],
];

const WIDTH = 110;

function comment(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + word.length > WIDTH) {
      lines.push(`${indent}# ${line}`);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, `${indent}# ${line}`];
}

function flow(value: unknown): string {
  return stringify(value, {
    collectionStyle: "flow",
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    lineWidth: 0,
    flowCollectionPadding: false,
  }).trimEnd();
}

function firstExample(node: SchemaNode): unknown {
  return Array.isArray(node.examples) ? node.examples[0] : undefined;
}

function about(key: string, node: SchemaNode, restarts: boolean): string {
  const unit = UNITS.find(([end]) => end.test(key))?.[1];
  const range =
    node.type === "integer" ? `${node.minimum} to ${node.maximum}` : undefined;
  const notes = [
    range && `${range}${unit === undefined ? "" : ` ${unit}`}`,
    node.enum && `one of ${node.enum.join(", ")}`,
    node.default === undefined && node.writeOnly !== true && "example",
    restarts && "needs a restart",
  ].filter((note) => typeof note === "string");
  return `${node.description ?? ""}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
}

/** A secret is followed by the file it may come from instead. */
function secretLines(
  path: Path,
  node: SchemaNode,
  values: SampleValues,
  indent: string,
): string[] {
  const name = path.at(-1) ?? "";
  const filePath = [...path.slice(0, -1), `${name}File`];
  return [
    ...keyLines(path, node, values, indent),
    ...keyLines(filePath, fileNode(name), values, indent),
  ];
}

/** The lines of one key. Without a value of its own it is shown as it is by default, commented out. */
function keyLines(
  path: Path,
  node: SchemaNode,
  values: SampleValues,
  indent: string,
): string[] {
  const key = path.at(-1) ?? "";
  const own = values.get(path.join("."));
  const value = own ?? node.default ?? firstExample(node);
  return [
    ...comment(about(key, node, needsRestart(path)), indent),
    `${indent}${own === undefined ? "#" : ""}${key}: ${flow(value)}`,
  ];
}

function sectionLines(
  path: Path,
  node: SchemaNode,
  values: SampleValues,
  indent: string,
): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const write =
      child.properties !== undefined
        ? groupLines
        : child.writeOnly === true
          ? secretLines
          : keyLines;
    return write([...path, key], child, values, indent);
  });
}

/** A section within a section: commented out as a whole where nothing in it has a value of its own. */
function groupLines(
  path: Path,
  node: SchemaNode,
  values: SampleValues,
  indent: string,
): string[] {
  const key = path.at(-1) ?? "";
  const inner = sectionLines(path, node, values, `${indent}  `);
  const used = Array.from(values.keys()).some((name) =>
    name.startsWith(`${path.join(".")}.`),
  );
  const example = node.default === undefined ? " (example)" : "";
  return [
    ...comment(`${node.description ?? ""}${example}`, indent),
    `${indent}${used ? "" : "#"}${key}:`,
    ...inner,
  ];
}

/** Names of the entries of a map with free names that have values. */
function entryNames(path: Path, deep: boolean, values: SampleValues): string[] {
  const head = `${path.join(".")}.`;
  const names = Array.from(values.keys())
    .filter((name) => name.startsWith(head))
    .map((name) => name.slice(head.length));
  return Array.from(
    new Set(names.map((name) => (deep ? (name.split(".")[0] ?? name) : name))),
  );
}

function mapLines(
  path: Path,
  map: SchemaNode,
  entry: SchemaNode,
  values: SampleValues,
): string[] {
  const deep = entry.properties !== undefined;
  const names = entryNames(path, deep, values);
  if (names.length === 0) return exampleLines(path, map, entry, values);
  return names.flatMap((name) =>
    deep
      ? [`  ${name}:`, ...sectionLines([...path, name], entry, values, "    ")]
      : keyLines([...path, name], entry, values, "  "),
  );
}

/** A map that is empty by default is shown with one entry, commented out as a whole. */
function exampleLines(
  path: Path,
  map: SchemaNode,
  entry: SchemaNode,
  values: SampleValues,
): string[] {
  return Object.keys(Object(firstExample(map))).flatMap((name) => [
    `  #${name}:`,
    ...sectionLines([...path, name], entry, values, "    "),
  ]);
}

/** The whole file, ending with a line break. */
export function renderSample(values: SampleValues = sampleValues): string {
  const sections = Object.entries(schemaRoot.properties ?? {}).map(
    ([name, node]) => {
      const entry = entryNode(node);
      return [
        ...comment(node.description ?? "", ""),
        `${name}:`,
        ...(entry === undefined
          ? sectionLines([name], node, values, "  ")
          : mapLines([name], node, entry, values)),
      ].join("\n");
    },
  );
  const header = HEADER.trimEnd()
    .split("\n")
    .map((line) => `# ${line}`.trimEnd())
    .join("\n");
  return `${[header, ...sections].join("\n\n")}\n`;
}
