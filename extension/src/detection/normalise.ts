/** Stands for a character a reader does not see (soft hyphen, joiner, direction mark) inside a number. */
export const INVISIBLE = "\u00ad";

const SPECIAL =
  /[[\p{Nd}\p{Zs}\p{Pd}\p{Cf}\p{Variation_Selector}\u2212\u30fc\uff70\uff01-\uff5e]&&[\u0080-\u{10ffff}]]/gv;
const DIGIT = /\p{Nd}/u;
const SPACE = /\p{Zs}/u;
const DASH = /[\p{Pd}\u2212\u30fc\uff70]/u;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Unicode keeps every script's ten digits in one block, zero first. */
function digitValue(codePoint: number): string {
  let below = 0;
  while (DIGIT.test(String.fromCodePoint(codePoint - below - 1))) below += 1;
  return String(below % 10);
}

function plainForm(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  if (DIGIT.test(character)) return digitValue(codePoint);
  if (SPACE.test(character)) return " ";
  if (DASH.test(character)) return "-";
  if (codePoint >= 0xff01 && codePoint <= 0xff5e) {
    return String.fromCharCode(codePoint - FULL_WIDTH_OFFSET);
  }
  return INVISIBLE;
}

const plainForms = new Map<string, string>();

function replacement(character: string): string {
  let plain = plainForms.get(character);
  if (plain === undefined) {
    plain = plainForm(character).padEnd(character.length, INVISIBLE);
    plainForms.set(character, plain);
  }
  return plain;
}

/**
 * The same text, in the same number of UTF-16 units, with every script's digits as 0-9, every kind of space as a
 * space, every dash as "-", full-width forms as ASCII and invisible characters as one mark: offsets found in it are
 * offsets of the original.
 */
export function normalise(text: string): string {
  return /[^\0-\x7f]/.test(text) ? text.replace(SPECIAL, replacement) : text;
}
