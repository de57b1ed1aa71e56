/** Reads `RINGBACK_…` from the environment into raw values. */
import type { Raw, RawMap, Source } from "./raw.ts";
import { noteOrigin, overlay, setRaw } from "./raw.ts";
import { closest } from "./spelling.ts";
import {
  entryNode,
  envName,
  envWord,
  type Leaf,
  leaves,
  type Path,
  type SchemaNode,
  schemaRoot,
} from "./tree.ts";
import { readYaml } from "./yaml.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = "RINGBACK_";
/** Which file to read, the command line's business; what the demo and the tests fetch into and browse with. */
const NOT_SETTINGS = new Set([
  "RINGBACK_CONFIG",
  "RINGBACK_CACHE",
  "RINGBACK_CHROMIUM",
  "RINGBACK_FIREFOX",
]);
/** What Kubernetes sets in every pod beside a service that is called "ringback". */
const SERVICE_LINK = /^RINGBACK_(SERVICE_(HOST|PORT\w*)|PORT(_\d+_\w+)?)$/;

type Group = { path: Path; entries: Leaf[] };

const all = leaves(schemaRoot);
const direct = new Map(all.map((leaf) => [envName(leaf.path), leaf]));
/** Maps whose entries have keys of their own (`pbx`): `RINGBACK_PBX_<NAME>_<KEY>`. */
const groups: Group[] = all.flatMap(({ path, node }) => {
  const entry = entryNode(node);
  return entry?.properties ? [{ path, entries: leaves(entry) }] : [];
});

/** The key a variable names; the longest key wins, so that the rest is the entry's name. */
function find(variable: string): Leaf | undefined {
  const exact = direct.get(variable);
  if (exact !== undefined) return exact;
  for (const { path, entries } of groups) {
    const head = `${envName(path)}_`;
    if (!variable.startsWith(head)) continue;
    const fitting = entries
      .map((leaf) => ({ leaf, tail: `_${leaf.path.map(envWord).join("_")}` }))
      .filter(({ tail }) => variable.slice(head.length).endsWith(tail))
      .sort((a, b) => b.tail.length - a.tail.length)[0];
    if (fitting === undefined) continue;
    const name = variable.slice(head.length, -fitting.tail.length);
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) continue;
    const entry = name.toLowerCase().replaceAll("_", "-");
    return {
      path: [...path, entry, ...fitting.leaf.path],
      node: fitting.leaf.node,
    };
  }
  return undefined;
}

/** Lists: `a,b` or `[a, b]`; maps: `{name: …}`, YAML or JSON on one line; all else is the text itself. */
function parse(
  node: SchemaNode,
  text: string,
  variable: string,
): Raw | undefined {
  const flow = node.type === "object" || text.trimStart().startsWith("[");
  if (flow && node.type !== "string") {
    const { values, faults } = readYaml(`value: ${text}`, variable);
    return faults.length > 0 ? undefined : values.get("value");
  }
  if (node.type === "array")
    return text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  return text;
}

/** Never throws. A variable that is set but empty counts as not set. */
export function readEnvironment(environment: Environment): Source {
  const source: Source = { values: new Map(), origins: new Map(), faults: [] };
  for (const [variable, text] of Object.entries(environment).sort()) {
    if (!variable.startsWith(PREFIX) || NOT_SETTINGS.has(variable)) continue;
    if (text === undefined || text === "") continue;
    const leaf = find(variable);
    if (leaf === undefined) {
      if (SERVICE_LINK.test(variable)) continue;
      const near = closest(variable, direct.keys());
      source.faults.push({
        key: variable,
        message: `There is no such setting${near === undefined ? "" : `: did you mean ${near}`}? Mend its name or unset it.`,
      });
      continue;
    }
    const value = parse(leaf.node, text, variable);
    if (value === undefined) {
      source.faults.push({
        key: variable,
        message:
          'This must be a list or a map on one line, such as ["a", "b"] or {"name": ["a"]}.',
      });
      continue;
    }
    const one: RawMap = new Map();
    setRaw(one, leaf.path, value);
    overlay(source.values, one);
    noteOrigin(source.origins, leaf.path, value, variable);
  }
  return source;
}
