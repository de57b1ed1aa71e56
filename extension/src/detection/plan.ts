import {
  countriesOf,
  listAt,
  numbersAt,
  type PlanRow,
  planRow,
  textAt,
} from "./numbering-data.ts";
import {
  COLUMN,
  type Format,
  formatsOf,
  start,
  type Writings,
  whole,
  writingsOf,
} from "./writings.ts";

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

/** What digits may begin with: the digits themselves, as in most plans, or a pattern. */
type Beginning = string | RegExp;

function beginning(pattern: string): Beginning | undefined {
  return /^\d+$/.test(pattern) ? pattern : start(pattern);
}

/** How many of the digits the beginning takes; 0 where it does not fit. */
function lengthOf(begin: Beginning, digits: string): number {
  if (typeof begin === "string")
    return digits.startsWith(begin) ? begin.length : 0;
  return begin.exec(digits)?.[0].length ?? 0;
}

/** A country's numbering plan, with libphonenumber-js' patterns compiled once. */
export class Plan {
  readonly callingCode: string;
  readonly #idd: Beginning | undefined;
  readonly #pattern: RegExp;
  readonly lengths: readonly number[];
  readonly #prefix: Beginning | undefined;
  readonly #transform: string;
  readonly leading: RegExp | undefined;
  readonly #fixed: NumberType | undefined;
  readonly #mobileIsFixed: boolean;
  readonly #types: readonly NumberType[];
  readonly #formats: readonly Format[];
  #lastNational = "";
  #lastKind: PhoneKind | undefined;

  constructor(row: PlanRow) {
    this.callingCode = textAt(row, COLUMN.callingCode);
    const main = planRow(countriesOf(this.callingCode)[0] ?? "") ?? row;
    this.#idd = beginning(textAt(row, COLUMN.idd));
    this.#pattern = whole(textAt(row, COLUMN.pattern));
    this.lengths = numbersAt(row, COLUMN.lengths);
    this.#prefix = beginning(
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
    const length = this.#idd ? lengthOf(this.#idd, digits) : 0;
    if (length === 0) return undefined;
    const rest = digits.slice(length);
    return rest.startsWith("0") ? undefined : rest;
  }

  /** The digits without trunk prefix and carrier code, rewritten where the plan says so; unchecked. */
  withoutPrefix(digits: string): string {
    const prefix = this.#prefix;
    if (!prefix) return digits;
    if (typeof prefix === "string")
      return digits.slice(lengthOf(prefix, digits));
    const match = prefix.exec(digits);
    if (!match) return digits;
    return this.#transform !== "" && match.length > 1 && match.at(-1)
      ? digits.replace(prefix, this.#transform)
      : digits.slice(match[0].length);
  }

  /** Asked twice of a number whose calling code several countries share. */
  kindOf(national: string): PhoneKind | undefined {
    if (this.#lastNational !== national) {
      this.#lastKind = this.#kindOf(national);
      this.#lastNational = national;
    }
    return this.#lastKind;
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
    return writingsOf(this.#formats, national);
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
