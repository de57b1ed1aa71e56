/** The configuration schema seen as a tree, and the names of its keys: dotted paths and environment variables. */
import { configSchema } from "./schema.ts";

/** The part of JSON Schema that the sections use. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minProperties?: number;
  readonly patternErrorMessage?: unknown;
  /** Marks a secret. */
  readonly writeOnly?: boolean;
  /** Marks a key that a reload cannot change, and all under it that does not say otherwise. */
  readonly needsRestart?: boolean;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
}

export const schemaRoot: SchemaNode = configSchema;

export type Path = readonly string[];

/** The schema of entries of a map with free names (`pbx`, `domains`). */
export function entryNode(node: SchemaNode): SchemaNode | undefined {
  return Object.values(node.patternProperties ?? {})[0];
}

/** The schema at a path; undefined where there is no such key. */
export function nodeAt(path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = schemaRoot;
  for (const key of path) {
    if (node === undefined) return undefined;
    if (node.type === "array") node = node.items;
    else if (node.properties === undefined) node = entryNode(node);
    else
      node = Object.hasOwn(node.properties, key)
        ? node.properties[key]
        : undefined;
  }
  return node;
}

/** `pbx.main.secret`, `domains["pbx.example"][0]`: a key as people read it in faults. */
export function keyText(path: Path): string {
  let text = "";
  for (const key of path) {
    if (/^[0-9]+$/.test(key)) text += `[${key}]`;
    else if (!/^[\w-]+$/.test(key)) text += `["${key}"]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}

/** `nonceKey` → `NONCE_KEY`, `main-office` → `MAIN_OFFICE`. */
export function envWord(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toUpperCase();
}

/** `pbx.main.secret` → `RINGBACK_PBX_MAIN_SECRET`. */
export function envName(path: Path): string {
  return ["RINGBACK", ...path.map(envWord)].join("_");
}

export type Leaf = { path: Path; node: SchemaNode };

/** Every key under a node that holds a value. Secrets have a second leaf, `<key>File`. Maps with free names are one leaf of their own. */
export function leaves(node: SchemaNode, path: Path = []): Leaf[] {
  if (node.properties === undefined) {
    const name = path.at(-1);
    const plain = { path, node };
    if (node.writeOnly !== true || name === undefined) return [plain];
    return [
      plain,
      { path: [...path.slice(0, -1), `${name}File`], node: fileNode(name) },
    ];
  }
  return Object.entries(node.properties).flatMap(([key, child]) =>
    leaves(child, [...path, key]),
  );
}

/** The `<key>File` sibling that every secret has in the YAML file and in the environment. */
export function fileNode(name: string): SchemaNode {
  return {
    type: "string",
    minLength: 1,
    description: `File that holds ${name} instead, not readable by everybody.`,
    examples: [
      `/etc/ringback/secrets/${envWord(name).toLowerCase().replaceAll("_", "-")}`,
    ],
  };
}
