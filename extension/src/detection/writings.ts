import { listAt, type PlanRow, textAt } from "./numbering-data.ts";

/** How numbers with certain first digits are grouped. */
export interface Format {
  readonly pattern: RegExp;
  /** Filled as lengths are met, where the pattern goes by the number of digits and not by what they are. */
  readonly byLength: Map<number, Writings | undefined> | undefined;
  readonly leading: RegExp | undefined;
  readonly national: readonly GroupShape[];
  readonly international: readonly GroupShape[];
  /** Differs from `national` where the trunk prefix may be left out. */
  readonly shortest: readonly GroupShape[];
}

/** Columns of a plan's row. */
export const COLUMN = {
  callingCode: 0,
  idd: 1,
  pattern: 2,
  lengths: 3,
  formats: 4,
  prefix: 5,
  prefixRule: 6,
  prefixForParsing: 7,
  transform: 8,
  prefixOptional: 9,
  leading: 10,
  types: 11,
} as const;

const FIRST_GROUP = /\$\d/;
const FIRST_GROUP_ONLY = /^\(?\$1\)?$/;
/** "(\\d{2})(\\d{3,13})": any digits will do. */
const ANY_DIGITS = /^(?:\\d(?:\{\d+(?:,\d+)?\})?|[()])+$/;

export function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

export function start(pattern: string): RegExp | undefined {
  return pattern === "" ? undefined : new RegExp(`^(?:${pattern})`);
}

/** The formats of a plan, or of the main country that shares its calling code. */
export function formatsOf(row: PlanRow, main: PlanRow): Format[] {
  const own = listAt(row, COLUMN.formats);
  const formats = own.length > 0 ? own : listAt(main, COLUMN.formats);
  const commonRule =
    textAt(row, COLUMN.prefixRule) || textAt(main, COLUMN.prefixRule);
  const commonOptional = Boolean(
    row[COLUMN.prefixOptional] || main[COLUMN.prefixOptional],
  );
  return formats.flatMap((format) =>
    Array.isArray(format) ? [formatOf(format, commonRule, commonOptional)] : [],
  );
}

function formatOf(
  format: PlanRow,
  commonRule: string,
  commonOptional: boolean,
): Format {
  const groups = textAt(format, 1);
  const leading = listAt(format, 2).at(-1);
  const rule = textAt(format, 3) || commonRule;
  const national = rule === "" ? groups : groups.replace(FIRST_GROUP, rule);
  const optional =
    Boolean(format[4]) || commonOptional || FIRST_GROUP_ONLY.test(rule);
  const usual = shapeOf(national);
  const pattern = textAt(format, 0);
  return {
    pattern: whole(pattern),
    byLength: ANY_DIGITS.test(pattern) ? new Map() : undefined,
    leading: typeof leading === "string" ? start(leading) : undefined,
    national: usual,
    international: shapeOf(textAt(format, 5) || groups),
    shortest: optional ? shapeOf(groups) : usual,
  };
}

/** The digit groups of a writing: each is made of captures ("$2") and digits of its own (the trunk prefix). */
type GroupShape = readonly { readonly capture: number; readonly own: number }[];

function shapeOf(writing: string): GroupShape[] {
  return (writing.match(/(?:\$\d|\d)+/g) ?? []).map((group) =>
    (group.match(/\$\d|\d/g) ?? []).map((part) =>
      part.startsWith("$")
        ? { capture: Number(part.slice(1)), own: 0 }
        : { capture: 0, own: 1 },
    ),
  );
}

function sizesOf(
  shapes: readonly GroupShape[],
  match: RegExpExecArray,
): number[] {
  const sizes: number[] = [];
  for (const shape of shapes) {
    let size = 0;
    for (const { capture, own } of shape) {
      size += own + (capture > 0 ? (match[capture] ?? "").length : 0);
    }
    sizes.push(size);
  }
  return sizes;
}

/** The digit groups a number is usually written in. */
export interface Writings {
  /** National, national without what may be left out, international without the calling code. */
  readonly all: readonly (readonly number[])[];
  /** Digits of the shortest national writing. */
  readonly fewest: number;
}

function writingsWith(
  national: readonly number[],
  shortest: readonly number[],
  international: readonly number[],
): Writings {
  const fewest = shortest.reduce((sum, size) => sum + size, 0);
  return { all: [national, shortest, international], fewest };
}

function writingsBy(format: Format, national: string): Writings | undefined {
  const match = format.pattern.exec(national);
  if (!match) return undefined;
  const usual = sizesOf(format.national, match);
  const shortest =
    format.shortest === format.national
      ? usual
      : sizesOf(format.shortest, match);
  return writingsWith(usual, shortest, sizesOf(format.international, match));
}

/** The same as `writingsBy`, which is asked once for each length where only the length counts. */
function knownWritings(format: Format, national: string): Writings | undefined {
  const { byLength } = format;
  if (!byLength) return writingsBy(format, national);
  const { length } = national;
  const known = byLength.get(length);
  if (known || byLength.has(length)) return known;
  const writings = writingsBy(format, national);
  byLength.set(length, writings);
  return writings;
}

/** How the number is written, by the first format that takes it. */
export function writingsOf(
  formats: readonly Format[],
  national: string,
): Writings {
  for (const format of formats) {
    if (format.leading && !format.leading.test(national)) continue;
    const writings = knownWritings(format, national);
    if (writings) return writings;
  }
  const whole = [national.length];
  return writingsWith(whole, whole, whole);
}
