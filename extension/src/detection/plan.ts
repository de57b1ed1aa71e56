import {
  countriesOf,
  listAt,
  numbersAt,
  type PlanRow,
  planRow,
  textAt,
} from "./numbering-data.ts";

export type PhoneKind =
  | "fixed"
  | "mobile"
  | "fixed-or-mobile"
  | "toll-free"
  | "premium"
  | "shared-cost"
  | "voip"
  | "personal"
  | "pager"
  | "uan"
  | "voicemail"
  | "fax";

interface NumberType {
  readonly kind: PhoneKind;
  readonly pattern: RegExp;
  readonly lengths: readonly number[];
}

/** How numbers with certain first digits are grouped. */
interface Format {
  readonly pattern: RegExp;
  readonly leading: RegExp | undefined;
  readonly national: readonly GroupShape[];
  readonly international: readonly GroupShape[];
  /** Differs from `national` where the trunk prefix may be left out. */
  readonly shortest: readonly GroupShape[];
}

/** Columns of a plan's row. */
const COLUMN = {
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

/** Columns of the types, in the order they are asked; the fixed line, column 0, comes first of all. */
const TYPES: readonly (readonly [number, PhoneKind])[] = [
  [1, "mobile"],
  [3, "premium"],
  [2, "toll-free"],
  [9, "shared-cost"],
  [8, "voip"],
  [4, "personal"],
  [7, "pager"],
  [6, "uan"],
  [5, "voicemail"],
];
const FIRST_GROUP = /\$\d/;
const FIRST_GROUP_ONLY = /^\(?\$1\)?$/;

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function start(pattern: string): RegExp | undefined {
  return pattern === "" ? undefined : new RegExp(`^(?:${pattern})`);
}

function typeAt(
  row: PlanRow,
  column: number,
  kind: PhoneKind,
): NumberType | undefined {
  const type = listAt(listAt(row, COLUMN.types), column);
  const pattern = textAt(type, 0);
  if (pattern === "") return undefined;
  const lengths = numbersAt(type, 1);
  return {
    kind,
    pattern: whole(pattern),
    lengths: lengths.length > 0 ? lengths : numbersAt(row, COLUMN.lengths),
  };
}

function fits(type: NumberType, national: string): boolean {
  return (
    (type.lengths.length === 0 || type.lengths.includes(national.length)) &&
    type.pattern.test(national)
  );
}

function formatsOf(row: PlanRow, main: PlanRow): Format[] {
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
  return {
    pattern: whole(textAt(format, 0)),
    leading: typeof leading === "string" ? start(leading) : undefined,
    national: shapeOf(national),
    international: shapeOf(textAt(format, 5) || groups),
    shortest: shapeOf(optional ? groups : national),
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
  readonly national: readonly number[];
  readonly shortest: readonly number[];
  readonly international: readonly number[];
}

/** A country's numbering plan, with libphonenumber-js' patterns compiled once. */
export class Plan {
  readonly callingCode: string;
  readonly #idd: RegExp | undefined;
  readonly #pattern: RegExp;
  readonly lengths: readonly number[];
  readonly #prefix: RegExp | undefined;
  readonly #transform: string;
  readonly leading: RegExp | undefined;
  readonly #fixed: NumberType | undefined;
  readonly #mobileIsFixed: boolean;
  readonly #types: readonly NumberType[];
  readonly #formats: readonly Format[];
  #last: { national: string; kind: PhoneKind | undefined } | undefined;

  constructor(row: PlanRow) {
    this.callingCode = textAt(row, COLUMN.callingCode);
    const main = planRow(countriesOf(this.callingCode)[0] ?? "") ?? row;
    this.#idd = start(textAt(row, COLUMN.idd));
    this.#pattern = whole(textAt(row, COLUMN.pattern));
    this.lengths = numbersAt(row, COLUMN.lengths);
    this.#prefix = start(
      textAt(row, COLUMN.prefixForParsing) || textAt(row, COLUMN.prefix),
    );
    this.#transform = textAt(row, COLUMN.transform);
    this.leading = start(textAt(row, COLUMN.leading));
    this.#fixed = typeAt(row, 0, "fixed");
    this.#mobileIsFixed = typeAt(row, 1, "mobile") === undefined;
    this.#types = TYPES.flatMap(
      ([column, kind]) => typeAt(row, column, kind) ?? [],
    );
    this.#formats = formatsOf(row, main);
  }

  matches(national: string): boolean {
    return this.#pattern.test(national);
  }

  isTooLong(national: string): boolean {
    const longest = this.lengths.at(-1);
    return longest !== undefined && national.length > longest;
  }

  isPossibleLength(national: string): boolean {
    const shortest = this.lengths[0];
    const longest = this.lengths.at(-1);
    if (shortest === undefined || longest === undefined) return true;
    return national.length > longest || this.lengths.includes(national.length);
  }

  /** What follows the international prefix, or undefined where none is dialled. */
  withoutIdd(digits: string): string | undefined {
    const prefix = this.#idd?.exec(digits)?.[0];
    if (!prefix) return undefined;
    const rest = digits.slice(prefix.length);
    return rest.startsWith("0") ? undefined : rest;
  }

  /** The digits without trunk prefix and carrier code, rewritten where the plan says so; unchecked. */
  withoutPrefix(digits: string): string {
    const match = this.#prefix?.exec(digits);
    if (!match || !this.#prefix) return digits;
    return this.#transform !== "" && match.length > 1 && match.at(-1)
      ? digits.replace(this.#prefix, this.#transform)
      : digits.slice(match[0].length);
  }

  /** Asked twice of a number whose calling code several countries share. */
  kindOf(national: string): PhoneKind | undefined {
    if (this.#last?.national !== national) {
      this.#last = { national, kind: this.#kindOf(national) };
    }
    return this.#last.kind;
  }

  #kindOf(national: string): PhoneKind | undefined {
    if (!this.#pattern.test(national)) return undefined;
    if (this.#fixed && fits(this.#fixed, national)) {
      const mobile = this.#types[0];
      const both =
        this.#mobileIsFixed ||
        (mobile?.kind === "mobile" && fits(mobile, national));
      return both ? "fixed-or-mobile" : "fixed";
    }
    return this.#types.find((type) => fits(type, national))?.kind;
  }

  writingsOf(national: string): Writings {
    for (const format of this.#formats) {
      if (format.leading && !format.leading.test(national)) continue;
      const match = format.pattern.exec(national);
      if (!match) continue;
      return {
        national: sizesOf(format.national, match),
        shortest: sizesOf(format.shortest, match),
        international: sizesOf(format.international, match),
      };
    }
    const whole = [national.length];
    return { national: whole, shortest: whole, international: whole };
  }
}

const plans = new Map<string, Plan>();

/** The plan of a country, or of a calling code that belongs to none. */
export function planOf(countryOrCode: string): Plan | undefined {
  const known = plans.get(countryOrCode);
  if (known) return known;
  const row = planRow(countryOrCode);
  if (!row) return undefined;
  const plan = new Plan(row);
  plans.set(countryOrCode, plan);
  return plan;
}
