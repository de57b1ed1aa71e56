/** Values as they were written, before the schema gives them a type: text, lists and maps. */
import type { Path, SchemaNode } from "./tree.ts";
import { entryNode, keyText } from "./tree.ts";

export type RawMap = Map<string, Raw>;
export type Raw = string | Raw[] | RawMap;

/** One fault of the configuration. `message` says how to mend it and never holds a value of a secret. */
export type Fault = {
  /** `pbx.main.secret`; for a fault of a whole source, its name. */
  key: string;
  message: string;
  /** Where it was set: `ringback.yaml line 12` or `RINGBACK_…`. */
  at?: string;
};

/** Where each key was set, by `keyText`. */
export type Origins = Map<string, string>;

/** A source of settings: what it says, and its faults. */
export type Source = { values: RawMap; origins: Origins; faults: Fault[] };

export function rawAt(root: RawMap, path: Path): Raw | undefined {
  let value: Raw | undefined = root;
  for (const key of path) {
    if (!(value instanceof Map)) return undefined;
    value = value.get(key);
  }
  return value;
}

/** Sets a value, making the maps on the way; a value that stands in the way is replaced. */
export function setRaw(root: RawMap, path: Path, value: Raw): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let map = root;
  for (const key of path.slice(0, -1)) {
    const next = map.get(key);
    if (next instanceof Map) {
      map = next;
    } else {
      const made: RawMap = new Map();
      map.set(key, made);
      map = made;
    }
  }
  map.set(last, value);
}

/** Lays `over` on `under`, in place: maps are merged, all else is replaced. */
export function overlay(under: RawMap, over: RawMap): void {
  for (const [key, value] of over) {
    const old = under.get(key);
    if (old instanceof Map && value instanceof Map) overlay(old, value);
    else under.set(key, value);
  }
}

function scalar(node: SchemaNode | undefined, text: string): unknown {
  if (node?.type === "integer" && /^-?[0-9]{1,15}$/.test(text))
    return Number(text);
  if (node?.type === "boolean" && /^(true|false)$/.test(text))
    return text === "true";
  return text;
}

/** Gives a value the type the schema wants. What does not fit stays as it is: the validator names it. */
export function typed(node: SchemaNode | undefined, raw: Raw): unknown {
  if (typeof raw === "string") return scalar(node, raw);
  if (Array.isArray(raw)) return raw.map((item) => typed(node?.items, item));
  return Object.fromEntries(
    Array.from(raw, ([key, value]) => {
      const known = node?.properties;
      const child =
        known === undefined
          ? node && entryNode(node)
          : Object.hasOwn(known, key)
            ? known[key]
            : undefined;
      return [key, typed(child, value)];
    }),
  );
}

/** Notes where a value and everything in it was set. */
export function noteOrigin(
  origins: Origins,
  path: Path,
  value: Raw,
  at: string,
): void {
  origins.set(keyText(path), at);
  const entries = value instanceof Map ? value.entries() : [];
  for (const [key, child] of entries)
    noteOrigin(origins, [...path, key], child, at);
}
