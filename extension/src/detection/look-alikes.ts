/** A shape that is written in digits and separators but is never a telephone number. */
export interface LookAlike {
  readonly name: string;
  readonly reason: string;
  /** What may follow its first digits; anything else saves the try. */
  readonly after: string;
  /** Sticky: tried where a group of digits begins. */
  readonly pattern: RegExp;
  /** Tried only where nothing of a number stands before, because its shape also occurs inside numbers. */
  readonly leadingOnly: boolean;
  /** A telephone word before it makes it a number after all: "Tel. 22.709119". */
  readonly yieldsToLabel?: boolean;
}

const YEAR = "(?:1[5-9]|20|21)\\d\\d";
const MONTH = "(?:0?[1-9]|1[0-2])";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const CLOCK = "\\d{1,2}:[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?";
const ZONE = "(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?!\\d))?";
const OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

/** Order matters: the first that fits consumes the digits. */
export const LOOK_ALIKES: readonly LookAlike[] = [
  {
    name: "timestamp",
    after: "-/.T _",
    reason: "An ISO or log timestamp: a date, then a clock time and zone.",
    pattern: new RegExp(
      `${YEAR}([-/.]?)${MONTH}\\1${DAY}[T _]${CLOCK}${ZONE}(?!\\d)`,
      "y",
    ),
    leadingOnly: false,
  },
  {
    name: "year-first date",
    after: "-/.",
    reason: "2014-04-12, 2014/4/12, 2014.04.12.",
    pattern: new RegExp(`${YEAR}([-/.])${MONTH}\\1${DAY}(?!\\d|\\1\\d)`, "y"),
    leadingOnly: false,
  },
  {
    name: "day-first or month-first date",
    after: ".-/",
    reason:
      "10.12.1982, 03/27/2011, 10. 12. 1982, 1-2-99; not the end of 05/61/30/07/56.",
    pattern: new RegExp(
      `(?<!(?<!\\d)\\d\\d/)(?:${DAY}(\\. ?|[-/])${MONTH}\\1|${MONTH}([-/])${DAY}\\2)(?:${YEAR}|\\d\\d)(?!\\d|[-/.]\\d)`,
      "y",
    ),
    leadingOnly: true,
  },
  {
    name: "clock time",
    after: ":",
    reason: "14:22:31.123 and 09:00-17:30; the colon never stands in a number.",
    pattern: new RegExp(
      `${CLOCK}(?: ?- ?${CLOCK})?${ZONE}(?!\\d|[-.]\\d)`,
      "y",
    ),
    leadingOnly: false,
  },
  {
    name: "opening hours",
    after: "aphAPHU /-",
    reason: "8am-6pm, 18h, 8 Uhr, 24/7 after a number are no part of it.",
    pattern:
      /(?:\d{1,2}(?: ?- ?\d{1,2})? ?(?:[ap]\.?m\b|h\b|uhr\b)|24 ?\/ ?7(?![\d/]))/iy,
    leadingOnly: false,
  },
  {
    name: "IPv4 address",
    after: ".",
    reason: "Four dotted octets; four dotted pairs are left to the labels.",
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
    reason: "CNPJ 12.345.678/0001-95 and CPF 123.456.789-09.",
    pattern:
      /(?:\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}|\d{3}\.\d{3}\.\d{3}-\d{2})(?!\d)/y,
    leadingOnly: true,
  },
  {
    name: "Chilean tax number",
    after: ".",
    reason: "RUT 12.345.678-5 or 12.345.678-K.",
    pattern: /\d{1,2}\.\d{3}\.\d{3}-[\dkK](?![\d\p{L}])/uy,
    leadingOnly: true,
  },
  {
    name: "thousands",
    after: ".,'’",
    reason: "1.234.567,80 and 1'234'567: 2.3.3 digits are left to the labels.",
    pattern:
      /(?!\d\d\.\d{3}\.\d{3}(?![\d.,]))[1-9]\d{0,1}(?:([.,'’])\d{3})(?:\1\d{3})+(?:[.,]\d{1,2})?(?!\d|[.,]\d)/y,
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "version",
    after: ".",
    reason:
      "18.16.0 and 10.0.19045.3570: dotted, with a one-digit part after the first.",
    pattern:
      /(?:\d+\.)+\d(?:\.\d+)+(?!\d)|(?:\d+\.)+\d\.\d(?!\d)|\d+(?:\.\d+)+\.\d(?!\d)/y,
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "decimal",
    after: ".,",
    reason:
      "3.14159265 and 1234,5678; a leading zero before more digits is a trunk prefix; 3.4, 4.4 and 3.5 digits are left to the labels.",
    pattern:
      /(?!\d{3,4}\.\d{4,5}(?!\d))(?:0|[1-9]\d*)(?:\.\d+|,\d{1,4})(?!\d|[.]\d)/y,
    leadingOnly: true,
    yieldsToLabel: true,
  },
  {
    name: "UUID of digits",
    after: "-",
    reason: "8-4-4-4-12.",
    pattern: /\d{8}-\d{4}-\d{4}-\d{4}-\d{12}(?!\d)/y,
    leadingOnly: true,
  },
  {
    name: "payment card",
    after: " -",
    reason: "4-4-4-4 and 4-6-5, from issuers' first digits.",
    pattern:
      /(?:[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{1,7}|3[47]\d\d([ -])\d{6}\2\d{5})(?!\d)/y,
    leadingOnly: true,
  },
  {
    name: "ISBN",
    after: " -",
    reason:
      "978-0-306-40615-7 and 0-306-40615-7: a single check digit ends it.",
    pattern:
      /(?:97[89][ -]\d{1,5}[ -]\d{1,7}[ -]\d{1,7}[ -]\d|\d([ -])\d{2,7}\1\d{2,7}\1[\dXx])(?![\d\p{L}])/uy,
    leadingOnly: true,
  },
  {
    name: "span of years",
    after: " -/",
    reason: "1914-1918, 2011/2012.",
    pattern: new RegExp(`${YEAR} ?[-/] ?${YEAR}(?!\\d| ?[-/.] ?\\d)`, "y"),
    leadingOnly: true,
  },
  {
    name: "long postcode",
    after: "-",
    reason: "90210-1234.",
    pattern: /[1-9]\d{4}-\d{4}(?!\d|[- ]\d)/y,
    leadingOnly: true,
  },
];

/** The look-alikes worth trying where a group of digits is followed by the given character. */
export const LOOK_ALIKES_AFTER: ReadonlyMap<string, readonly LookAlike[]> =
  new Map(
    [...new Set(LOOK_ALIKES.flatMap(({ after }) => [...after]))].map(
      (character) => [
        character,
        LOOK_ALIKES.filter(({ after }) => after.includes(character)),
      ],
    ),
  );
