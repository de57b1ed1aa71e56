/** A shape that is written in digits and separators but is never a telephone number. */
export interface LookAlike {
  readonly name: string;
  /** What may follow its first digits; anything else saves the try. */
  readonly after: string;
  /** How many digits stand before that, at least and at most; other numbers of digits save the try too. */
  readonly digits: readonly [number, number];
  /** Sticky: tried where a group of digits begins. */
  readonly pattern: RegExp;
  /** Tried only where nothing of a number stands before, because its shape also occurs inside numbers. */
  readonly leadingOnly: boolean;
  /** A telephone word before it makes it a number after all: "Tel. 22.709119". */
  readonly yieldsToLabel?: boolean;
}

const MANY = Number.POSITIVE_INFINITY;
const YEAR = "(?:1[5-9]|20|21)\\d\\d";
const MONTH = "(?:0?[1-9]|1[0-2])";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const CLOCK = "\\d{1,2}:[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?";
const DOTTED_CLOCK = "(?:[01]?\\d|2[0-4])\\.[0-5]\\d";
const ZONE = "(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?!\\d))?";
const OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

/** Order matters: the first that fits consumes the digits. */
export const LOOK_ALIKES: readonly LookAlike[] = [
  {
    name: "timestamp",
    after: "-/.T _",
    digits: [4, 8],
    // An ISO or log timestamp: a date, then a clock time and zone.
    pattern: new RegExp(
      `${YEAR}([-/.]?)${MONTH}\\1${DAY}[T _]${CLOCK}${ZONE}(?!\\d)`,
      "y",
    ),
    leadingOnly: false,
  },
  {
    name: "year-first date",
    after: "-/.",
    digits: [4, 4],
    // 2014-04-12, 2014/4/12, 2014.04.12.
    pattern: new RegExp(`${YEAR}([-/.])${MONTH}\\1${DAY}(?!\\d|\\1\\d)`, "y"),
    leadingOnly: false,
  },
  {
    name: "day-first or month-first date",
    after: ".-/",
    digits: [1, 2],
    // 10.12.1982, 03/27/2011, 10. 12. 1982, 1-2-99; not the end of 05/61/30/07/56.
    pattern: new RegExp(
      `(?<!(?<!\\d)\\d\\d/)(?:${DAY}(\\. ?|[-/])${MONTH}\\1|${MONTH}([-/])${DAY}\\2)(?:${YEAR}|\\d\\d)(?!\\d|[-/.]\\d)`,
      "y",
    ),
    leadingOnly: true,
  },
  {
    name: "clock time",
    after: ":",
    digits: [1, 2],
    // 14:22:31.123 and 09:00-17:30; the colon never stands in a number.
    pattern: new RegExp(
      `${CLOCK}(?: ?- ?${CLOCK})?${ZONE}(?!\\d|[-.]\\d)`,
      "y",
    ),
    leadingOnly: false,
  },
  {
    name: "clock times with dots",
    after: ".",
    digits: [1, 2],
    // 08.00-16.30, as half of Europe writes opening hours.
    pattern: new RegExp(
      `${DOTTED_CLOCK} ?- ?${DOTTED_CLOCK}(?!\\d|[-.]\\d)`,
      "y",
    ),
    leadingOnly: true,
  },
  {
    name: "opening hours",
    after: "aphAPHU /-",
    digits: [1, 2],
    // 8am-6pm, 18h, 8 Uhr, 24/7 after a number are no part of it.
    pattern:
      /(?:\d{1,2}(?: ?- ?\d{1,2})? ?(?:[ap]\.?m\b|h\b|uhr\b)|24 ?\/ ?(?:7|24)(?![\d/])|7 ?\/ ?24(?![\d/])|(?<=24 ?h ?\/ ?)24(?= ))/iy,
    leadingOnly: false,
  },
  {
    name: "IPv4 address",
    after: ".",
    digits: [1, 3],
    // Four dotted octets; four dotted pairs are left to the labels.
    pattern: new RegExp(
      `(?!\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d\\d(?!\\d))${OCTET}(?:\\.${OCTET}){3}(?!\\d|\\.\\d)(?:[:/]\\d{1,5}(?!\\d))?`,
      "y",
    ),
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "Brazilian tax number",
    after: ".",
    digits: [2, 3],
    // CNPJ 12.345.678/0001-95 and CPF 123.456.789-09.
    pattern:
      /(?:\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}|\d{3}\.\d{3}\.\d{3}-\d{2})(?!\d)/y,
    leadingOnly: true,
  },
  {
    name: "Chilean tax number",
    after: ".",
    digits: [1, 2],
    // RUT 12.345.678-5 or 12.345.678-K.
    pattern: /\d{1,2}\.\d{3}\.\d{3}-[\dkK](?![\d\p{L}])/uy,
    leadingOnly: true,
  },
  {
    name: "thousands",
    after: ".,'’",
    digits: [1, 2],
    // 1.234.567,80 and 1'234'567: 2.3.3 digits are left to the labels.
    pattern:
      /(?!\d\d\.\d{3}\.\d{3}(?![\d.,]))[1-9]\d{0,1}(?:([.,'’])\d{3})(?:\1\d{3})+(?:[.,]\d{1,2})?(?!\d|[.,]\d)/y,
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "version",
    after: ".",
    digits: [1, MANY],
    // 18.16.0 and 10.0.19045.3570: dotted, with a one-digit part after the first.
    pattern:
      /(?:\d+\.)+\d(?:\.\d+)+(?!\d)|(?:\d+\.)+\d\.\d(?!\d)|\d+(?:\.\d+)+\.\d(?!\d)/y,
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "decimal",
    after: ".,",
    digits: [1, MANY],
    // 3.14159265 and 1234,5678; a leading zero before more digits is a trunk prefix; 3.4, 4.4 and 3.5 digits are left to the labels.
    pattern:
      /(?!\d{3,4}\.\d{4,5}(?!\d))(?:0|[1-9]\d*)(?:\.\d+|,\d{1,4})(?!\d|[.]\d)/y,
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "UUID of digits",
    after: "-",
    digits: [8, 8],
    // 8-4-4-4-12.
    pattern: /\d{8}-\d{4}-\d{4}-\d{4}-\d{12}(?!\d)/y,
    leadingOnly: true,
  },
  {
    name: "payment card",
    after: " -",
    digits: [4, 4],
    // 4-4-4-4 and 4-6-5, from issuers' first digits.
    pattern:
      /(?:[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{1,7}|3[47]\d\d([ -])\d{6}\2\d{5})(?!\d)/y,
    leadingOnly: true,
  },
  {
    name: "ISBN",
    after: " -",
    digits: [1, 3],
    // 978-0-306-40615-7 and 0-306-40615-7: a single check digit ends it.
    pattern:
      /(?:97[89][ -]\d{1,5}[ -]\d{1,7}[ -]\d{1,7}[ -]\d|\d([ -])\d{2,7}\1\d{2,7}\1[\dXx])(?![\d\p{L}])/uy,
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "span of years",
    after: " -/",
    digits: [4, 4],
    // 1914-1918, 2011/2012.
    pattern: new RegExp(`${YEAR} ?[-/] ?${YEAR}(?!\\d| ?[-/.] ?\\d)`, "y"),
    leadingOnly: true,
  },
  {
    name: "long postcode",
    after: "-",
    digits: [5, 5],
    // 90210-1234.
    pattern: /[1-9]\d{4}-\d{4}(?!\d|[- ]\d)/y,
    leadingOnly: true,
  },
];

const NONE: readonly LookAlike[] = [];
const MOST_COUNTED = 9;

/** By the character after the first digits, then by how many digits those are. */
const BY_BEGINNING: ReadonlyMap<string, readonly (readonly LookAlike[])[]> =
  new Map(
    [...new Set(LOOK_ALIKES.flatMap(({ after }) => [...after]))].map(
      (character) => [
        character,
        Array.from({ length: MOST_COUNTED + 1 }, (_, count) =>
          LOOK_ALIKES.filter(
            ({ after, digits: [least, most] }) =>
              after.includes(character) && count >= least && count <= most,
          ),
        ),
      ],
    ),
  );

/** The look-alikes worth trying where so many digits are followed by the given character. */
export function lookAlikesFor(
  digits: number,
  after: string,
): readonly LookAlike[] {
  const byCount = BY_BEGINNING.get(after);
  return byCount?.[Math.min(digits, MOST_COUNTED)] ?? NONE;
}
