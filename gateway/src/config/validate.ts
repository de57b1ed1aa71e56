/** The validator of the whole, and a stand-in for faulty values, so that rules between keys can still be judged. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Finding, findings } from "./faults.ts";
import { configSchema, type MutableConfig } from "./schema.ts";
import { nodeAt, type Path } from "./tree.ts";

const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: true });
ajv.addKeyword({ keyword: "patternErrorMessage", schemaType: "string" });
ajv.addKeyword({ keyword: "needsRestart", schemaType: "boolean" });
const fits = ajv.compile<MutableConfig>(configSchema);

/** Fills in defaults, in place, and says what does not fit. */
export function validate(
  values: unknown,
): { config: MutableConfig } | { found: Finding[] } {
  return fits(values)
    ? { config: values }
    : { found: findings(fits.errors ?? []) };
}

/** The object or list that holds the last key of a path. */
function holder(values: unknown, path: Path): object | undefined {
  let at: unknown = values;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Reflect.get(at, key);
  }
  return typeof at === "object" && at !== null ? at : undefined;
}

function mend(values: unknown, { path, error }: Finding): void {
  const parent = holder(values, path);
  const key = path.at(-1);
  if (parent === undefined || key === undefined) return;
  const examples = nodeAt(path)?.examples;
  const needed =
    error.keyword === "required" || error.keyword === "minProperties";
  if (needed && Array.isArray(examples))
    Reflect.set(parent, key, structuredClone(examples[0]));
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

/** Replaces what does not fit by defaults and examples, in place. Undefined: it does not come right. Only for finding more faults. */
export function standIn(values: unknown): MutableConfig | undefined {
  for (let round = 0; round < 8; round += 1) {
    const result = validate(values);
    if ("config" in result) return result.config;
    // From the back, so that taking out a list's entry does not move the ones still to come.
    for (const finding of result.found.toReversed()) mend(values, finding);
  }
  return undefined;
}
