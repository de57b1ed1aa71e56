/** What is known of a character, as bits. */
export const LETTER = 1;
export const MARK = 2;
export const CAPITAL = 4;
/** Has another form in lower case. */
export const LOWERS = 8;
export const DIGIT = 16;
export const SPACE = 32;
/** Of a script written without spaces between words. */
export const UNSPACED = 64;
/** Half of a character beyond the first plane: what it is takes both halves. */
export const HALF = 128;
/** One of "#", "№", "§": signs that name what follows. */
export const SIGN = 256;
/** A sign that joins initials or stands in an address on the net. */
export const JOINT = 512;
/** A soft hyphen or an ordinal's raised letter. */
export const RAISED = 1024;
const KNOWN = 2048;

const TESTS: readonly (readonly [number, RegExp])[] = [
  [LETTER, /\p{L}/u],
  [MARK, /\p{M}/u],
  [CAPITAL, /\p{Lu}/u],
  [LOWERS, /\p{Changes_When_Lowercased}/u],
  [DIGIT, /[0-9]/],
  [SPACE, /\s/],
  [
    UNSPACED,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u,
  ],
  [HALF, /[\ud800-\udfff]/],
  [SIGN, /[#№§☎☏✆✉]/],
  [JOINT, /["./״@]/],
  [RAISED, /[\u00adªº]/],
];

const table = new Uint16Array(0x1_0000);

function learn(code: number): number {
  const character = String.fromCharCode(code);
  let bits = KNOWN;
  for (const [bit, test] of TESTS) if (test.test(character)) bits |= bit;
  table[code] = bits;
  return bits;
}

/** The bits of a UTF-16 unit; asked of every character before a number, so each is worked out once. */
export function bitsOf(code: number): number {
  return table[code] || learn(code);
}

/** The bits of all characters of a text together. */
export function bitsOfAll(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at += 1)
    bits |= bitsOf(text.charCodeAt(at));
  return bits;
}
