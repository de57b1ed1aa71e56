/** Takes secrets out of files: `<key>File` becomes `<key>`. */
import { readFileSync, statSync } from "node:fs";
import type { Fault, Origins, RawMap } from "./raw.ts";
import { rawAt } from "./raw.ts";
import {
  entryNode,
  envName,
  keyText,
  type Path,
  type SchemaNode,
  schemaRoot,
} from "./tree.ts";

const MAX_BYTES = 65536;

/** Sentence of what is wrong with a file that holds secrets, or undefined. */
export function fileFault(file: string): string | undefined {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return `${file} is not a plain file.`;
    if ((stat.mode & 0o007) !== 0)
      return `${file} may be read by everybody on this machine: chmod o= ${file}`;
    if (stat.size > MAX_BYTES) return `${file} is longer than 64 KB.`;
    return undefined;
  } catch (error) {
    return `${file} cannot be read (${errorCode(error)}).`;
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error &&
    "code" in error &&
    typeof error.code === "string"
    ? error.code
    : "unknown error";
}

type Secret = { path: Path; name: string };

/** Every place of a secret, in the entries of maps that are there. */
function secretsIn(node: SchemaNode, values: RawMap, path: Path): Secret[] {
  const here = rawAt(values, path);
  if (!(here instanceof Map)) return [];
  const entry = entryNode(node);
  const children = entry
    ? Array.from(here.keys(), (key) => [key, entry] as const)
    : Object.entries(node.properties ?? {});
  return children.flatMap(([key, child]) =>
    child.writeOnly === true
      ? [{ path, name: key }]
      : secretsIn(child, values, [...path, key]),
  );
}

/** True where a secret itself, not its file, stands in the values. */
export function hasPlainSecret(values: RawMap): boolean {
  return secretsIn(schemaRoot, values, []).some(({ path, name }) => {
    const map = rawAt(values, path);
    return map instanceof Map && map.has(name);
  });
}

/** Replaces every `<key>File` in `values` by the file's content, without the line break at its end. */
export function readSecretFiles(values: RawMap, origins: Origins): Fault[] {
  const faults: Fault[] = [];
  for (const { path, name } of secretsIn(schemaRoot, values, [])) {
    const map = rawAt(values, path);
    if (!(map instanceof Map)) continue;
    const file = map.get(`${name}File`);
    map.delete(`${name}File`);
    if (file === undefined) continue;
    const filePath = [...path, `${name}File`];
    const key = keyText(filePath);
    const at = origins.get(key);
    const fault = (message: string) =>
      faults.push({ key, message, ...(at === undefined ? {} : { at }) });
    if (map.has(name)) {
      fault(
        `${keyText([...path, name])} is set as well: keep one of them (${envName([...path, name])} and ${envName(filePath)} count too).`,
      );
      continue;
    }
    const wrong =
      typeof file === "string" ? fileFault(file) : "This must be a file name.";
    if (wrong !== undefined || typeof file !== "string") {
      fault(wrong ?? "This must be a file name.");
      continue;
    }
    try {
      map.set(name, readFileSync(file, "utf8").replace(/\r?\n$/, ""));
      origins.set(keyText([...path, name]), file);
    } catch (error) {
      fault(`${file} cannot be read (${errorCode(error)}).`);
    }
  }
  return faults;
}
