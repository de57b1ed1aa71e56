/** What a reload may change: what differs between two configurations, and what of it needs a restart. */
import type { Config } from "./schema.ts";
import { entryNode, keyText, type Path, schemaRoot } from "./tree.ts";

export type Reloaded = {
  /** in force from now on: the new one, but where a restart is needed still as the old one */
  config: Config;
  /** keys that are in force now, such as `dialing.denyPrefixes` */
  changed: readonly string[];
  /** keys that differ and wait for a restart */
  waiting: readonly string[];
};

/** By the nearest mark on the way to a key. `<key>File` counts as the key; entries of a map may have any name. */
export function needsRestart(path: Path): boolean {
  let node: typeof schemaRoot | undefined = schemaRoot;
  let marked = false;
  for (const key of path) {
    node =
      node.properties?.[key] ??
      node.properties?.[key.replace(/File$/, "")] ??
      entryNode(node);
    if (node === undefined) break;
    marked = node.needsRestart ?? marked;
  }
  return marked;
}

/** Neither is changed. */
export function reloaded(running: Config, next: Config): Reloaded {
  const paths = differences(running, next);
  const waiting = paths.filter(needsRestart);
  const config = structuredClone(next);
  for (const path of waiting) keep(config, running, path);
  return {
    config,
    changed: paths.filter((path) => !needsRestart(path)).map(keyText),
    waiting: waiting.map(keyText),
  };
}

/** Lists are compared as a whole, and so is what is on one side alone. */
function differences(before: unknown, after: unknown, path: Path = []): Path[] {
  if (!isSection(before) || !isSection(after))
    return same(before, after) ? [] : [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Array.from(keys).flatMap((key) =>
    differences(own(before, key), own(after, key), [...path, key]),
  );
}

function keep(config: object, running: object, path: Path): void {
  const [key = "", ...rest] = path;
  const value = own(running, key);
  const inner = own(config, key);
  if (rest.length > 0 && isSection(value) && isSection(inner))
    keep(inner, value, rest);
  else if (value === undefined) Reflect.deleteProperty(config, key);
  else Reflect.set(config, key, value);
}

function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(section: object, key: string): unknown {
  return Object.hasOwn(section, key) ? Reflect.get(section, key) : undefined;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
