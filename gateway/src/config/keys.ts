/** Shorthands for the keys of a section: every key has a description, a default (or none) and examples. */
import Type from "typebox";

/** What a reload cannot change stands beside the key; without it, a reload does (`reload.ts`). */
type Mark = { needsRestart?: boolean };
type Range = Mark & { minimum: number; maximum: number };
type TextRules = Mark & {
  examples?: string[];
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  /** What a person reads when the pattern does not fit: "must be …". Editors show it too. */
  patternErrorMessage?: string;
};

/** A whole number with its limits; the unit is the end of the key's name (`Ms`, `Seconds`, `Bytes`, …). */
export function int(description: string, value: number, range: Range) {
  return Type.Integer({
    description,
    default: value,
    examples: [value],
    ...range,
  });
}

export function flag(description: string, value: boolean, mark: Mark = {}) {
  return Type.Boolean({
    description,
    default: value,
    examples: [!value],
    ...mark,
  });
}

export function text(description: string, value: string, rules: TextRules) {
  return Type.String({
    description,
    default: value,
    examples: [value],
    maxLength: 4096,
    ...rules,
  });
}

/** A text without a default: wrap it in `Type.Optional`, or it must be given. */
export function givenText(
  description: string,
  rules: TextRules & { examples: string[] },
) {
  return Type.String({ description, maxLength: 4096, ...rules });
}

/** A text that never appears in logs, faults or lists, and may come from a file by `<key>File`. */
export function secretText(
  description: string,
  rules: TextRules & { examples: string[] },
) {
  return Type.String({
    description,
    writeOnly: true,
    maxLength: 4096,
    ...rules,
  });
}

export function texts(
  description: string,
  value: string[],
  examples: string[],
  { needsRestart, ...item }: Omit<TextRules, "examples">,
) {
  return Type.Array(Type.String({ maxLength: 255, ...item }), {
    description,
    default: value,
    examples: [examples],
    maxItems: 1000,
    uniqueItems: true,
    ...(needsRestart !== undefined && { needsRestart }),
  });
}
