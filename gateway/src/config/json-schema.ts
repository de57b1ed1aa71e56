/** The JSON Schema of the YAML file, for editors: the configuration's own, with `<key>File` beside every secret. */
import { entryNode, fileNode, type SchemaNode, schemaRoot } from "./tree.ts";

type Json = { [key: string]: unknown };

/** Editors know nothing of reloads. */
function withoutMark({ needsRestart: _, ...node }: SchemaNode): Json {
  return node;
}

function plain(node: SchemaNode): Json {
  if (node.properties !== undefined) return section(node, node.properties);
  const entry = entryNode(node);
  if (entry === undefined) return withoutMark(node);
  const [pattern = ""] = Object.keys(node.patternProperties ?? {});
  const map = {
    ...withoutMark(node),
    patternProperties: { [pattern]: plain(entry) },
  };
  // As a section, where no entry is needed.
  return node.minProperties === undefined
    ? { ...map, type: ["object", "null"] }
    : map;
}

/** Nothing is required: the environment may bring it. */
function section(
  { required: _, needsRestart: __, ...node }: SchemaNode,
  properties: Readonly<Record<string, SchemaNode>>,
): Json {
  const secrets = Object.entries(properties)
    .filter(([, child]) => child.writeOnly === true)
    .map(([key]) => key);
  const all = Object.entries(properties).flatMap(([key, child]) => [
    [key, plain(child)],
    ...(secrets.includes(key) ? [[`${key}File`, { ...fileNode(key) }]] : []),
  ]);
  const apart = secrets.map((key) => ({
    not: { required: [key, `${key}File`] },
  }));
  return {
    ...node,
    // A section whose every key is commented out reads as null.
    type: ["object", "null"],
    properties: Object.fromEntries(all),
    ...(apart.length > 0 ? { allOf: apart } : {}),
  };
}

const WIDTH = 80;

/** JSON as the formatter of this repository lays it out: a list on one line where it fits. */
function layout(value: unknown, indent: string, used: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => layout(item, "", 0)).join(", ")}]`;
    // One column stays free for the comma.
    if (!line.includes("\n") && used + line.length < WIDTH) return line;
    const items = value.map(
      (item) => inner + layout(item, inner, inner.length),
    );
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, child]) => {
    const head = `${inner}${JSON.stringify(key)}: `;
    return head + layout(child, inner, head.length);
  });
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

/** As JSON text, ending with a line break. */
export function renderJsonSchema(): string {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Ringback gateway configuration",
    ...plain(schemaRoot),
  };
  return `${layout(schema, "", 0)}\n`;
}
