/** Turns what the validator found into sentences. No sentence holds a value: it might be a secret. */
import type { ErrorObject } from "ajv/dist/2020.js";
import type { Fault, Origins } from "./raw.ts";
import { closest } from "./spelling.ts";
import { entryNode, envName, keyText, nodeAt, type Path } from "./tree.ts";

/** What the validator found, with the path it is about. */
export type Finding = { path: Path; error: ErrorObject };

function textParam(error: ErrorObject, name: string): string | undefined {
  const value: unknown = error.params[name];
  return typeof value === "string" ? value : undefined;
}

/** The path an error is about: for a missing or unknown key, that key. */
export function findings(errors: readonly ErrorObject[]): Finding[] {
  return errors.map((error) => {
    const path = error.instancePath
      .split("/")
      .slice(1)
      .map((word) => word.replaceAll("~1", "/").replaceAll("~0", "~"));
    const key =
      textParam(error, "missingProperty") ??
      textParam(error, "additionalProperty");
    return { path: key === undefined ? path : [...path, key], error };
  });
}

function unknownKey(path: Path): string {
  const parent = nodeAt(path.slice(0, -1));
  const name = path.at(-1) ?? "";
  if (parent && entryNode(parent))
    return path[0] === "pbx" || path[0] === "issuers"
      ? "The name must be 1 to 32 of a-z, 0-9 and -, beginning with a letter."
      : "The name must be a SIP domain or address of letters, digits, dots and hyphens.";
  const near = closest(name, Object.keys(parent?.properties ?? {}));
  return `There is no such key${near === undefined ? "" : `: did you mean ${near}`}? Mend its name or remove it.`;
}

function missingKey(path: Path): string {
  const name = path.at(-1) ?? "";
  if (nodeAt(path)?.writeOnly !== true)
    return "This is missing: it has no default.";
  const file = [...path.slice(0, -1), `${name}File`];
  const rule = String(nodeAt(path)?.patternErrorMessage);
  const [, how] = /: (make one .+)$/.exec(rule) ?? [];
  const making = how === undefined ? "" : ` You can ${how}.`;
  return `This is missing: set it, or ${keyText(file)}, or ${envName(path)}.${making}`;
}

function typeSentence(path: Path): string {
  const node = nodeAt(path);
  switch (node?.type) {
    case "integer":
      return `This must be a whole number from ${node.minimum} to ${node.maximum}.`;
    case "boolean":
      return "This must be true or false.";
    case "array":
      return 'This must be a list, such as ["a", "b"].';
    case "object":
      return "This must be a section with keys of its own.";
    default:
      return "This must be text.";
  }
}

/** One sentence that says what is wrong and what would be right. */
function sentence({ path, error }: Finding): string {
  const node = nodeAt(path);
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(path);
    case "required":
      return missingKey(path);
    case "minProperties":
      return path[0] === "pbx"
        ? "Name at least one PBX, such as `main:` with its secret."
        : "Name at least one SIP domain and the PBX that serves it.";
    case "enum":
      return `This must be one of: ${node?.enum?.join(", ")}.`;
    case "pattern":
      return `This ${node?.patternErrorMessage ?? "has characters that do not belong here"}.`;
    case "minLength":
      return "This must not be empty.";
    case "maxLength":
      return `This must not be longer than ${node?.maxLength} characters.`;
    case "minItems":
      return "This must have at least one entry.";
    case "maxItems":
      return "This has too many entries.";
    case "uniqueItems":
      return "The same entry stands here twice: remove one.";
    default:
      return typeSentence(path);
  }
}

/** One fault a key, in the order found. */
export function toFaults(found: readonly Finding[], origins: Origins): Fault[] {
  const faults = new Map<string, Fault>();
  for (const finding of found) {
    const key = keyText(finding.path);
    if (faults.has(key)) continue;
    const at = origins.get(key);
    faults.set(key, {
      key,
      message: sentence(finding),
      ...(at === undefined ? {} : { at }),
    });
  }
  return Array.from(faults.values());
}
