/** Reads the configuration: defaults < one YAML file < `RINGBACK_…` < files that hold secrets. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { checks } from "./checks.ts";
import { type Environment, readEnvironment } from "./env.ts";
import { toFaults } from "./faults.ts";
import type { Fault, Source } from "./raw.ts";
import { overlay, typed } from "./raw.ts";
import type { Config } from "./schema.ts";
import {
  errorCode,
  fileFault,
  hasPlainSecret,
  readSecretFiles,
} from "./secret-files.ts";
import { schemaRoot } from "./tree.ts";
import { standIn, validate } from "./validate.ts";
import { readYaml } from "./yaml.ts";

export type { Fault } from "./raw.ts";

export type LoadOptions = {
  /** The YAML file; left out: only the environment and defaults. */
  file?: string | undefined;
  env?: Environment;
};

/** The configuration, or everything that is wrong with it. */
export type Loaded =
  | { config: Config; faults?: undefined }
  | { config?: undefined; faults: readonly Fault[] };

const MAX_FILE_BYTES = 1048576;

function readFile(file: string): Source {
  const failed = (message: string): Source => ({
    values: new Map(),
    origins: new Map(),
    faults: [{ key: file, message }],
  });
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return failed(`This file cannot be read (${errorCode(error)}).`);
  }
  if (text.length > MAX_FILE_BYTES)
    return failed("This file is longer than 1 MB.");
  const source = readYaml(text, basename(file));
  const open = hasPlainSecret(source.values) ? fileFault(file) : undefined;
  if (open !== undefined)
    source.faults.push({ key: file, message: `It holds secrets, and ${open}` });
  return source;
}

function freeze(value: object): void {
  for (const child of Object.values(value))
    if (typeof child === "object" && child !== null) freeze(child);
  Object.freeze(value);
}

/** True where `bad` is the key itself or holds it. */
function covers(bad: string, key: string): boolean {
  return key.startsWith(bad) && /^([.[]|$)/.test(key.slice(bad.length));
}

/** Never throws for bad input; every fault of every source comes at once. */
export function loadConfig({ file, env = {} }: LoadOptions): Loaded {
  const source: Source = { values: new Map(), origins: new Map(), faults: [] };
  const sources = file === undefined ? [] : [readFile(file)];
  for (const { values, origins, faults } of [
    ...sources,
    readEnvironment(env),
  ]) {
    overlay(source.values, values);
    for (const [key, at] of origins) source.origins.set(key, at);
    source.faults.push(...faults);
  }
  source.faults.push(...readSecretFiles(source.values, source.origins));

  const values = typed(schemaRoot, source.values);
  const result = validate(values);
  const faults = [...source.faults];
  if ("found" in result)
    faults.push(
      ...toFaults(result.found, source.origins).filter(
        // Said already: the file for it could not be read.
        ({ key }) => !faults.some((fault) => fault.key === `${key}File`),
      ),
    );
  const config = "config" in result ? result.config : standIn(values);
  const wrong = faults.flatMap(({ key }) => [key, key.replace(/File$/, "")]);
  const found = config ? checks.flatMap((check) => check(config)) : [];
  for (const { key, message, with: others = [] } of found) {
    if ([key, ...others].some((it) => wrong.some((bad) => covers(bad, it))))
      continue;
    const at = source.origins.get(key);
    faults.push({ key, message, ...(at === undefined ? {} : { at }) });
  }
  if (config === undefined || faults.length > 0) return { faults };
  freeze(config);
  return { config };
}
