import {
  bitsOf,
  DIGIT,
  HALF,
  LETTER,
  MARK,
  SPACE,
  UNSPACED,
} from "./characters.ts";

const TOKEN = /[\p{L}\p{M}]+|[0-9]+|[^\s]/gu;
const WORD_OF_HALVES = /^[\p{L}\p{M}]/u;
const WORD = LETTER | MARK;

/** True of a token that is a word, and not digits or a sign. */
export function isWord(token: string): boolean {
  const bits = bitsOf(token.charCodeAt(0));
  return (bits & HALF) === 0 ? (bits & WORD) > 0 : WORD_OF_HALVES.test(token);
}

export function isDigits(token: string): boolean {
  return (bitsOf(token.charCodeAt(0)) & DIGIT) > 0;
}

/** Words, rows of digits, and every other sign by itself. */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let from = 0;
  let running = 0;
  for (let at = 0; at < text.length; at += 1) {
    const bits = bitsOf(text.charCodeAt(at));
    if ((bits & HALF) > 0) return text.match(TOKEN) ?? [];
    const kind = (bits & WORD) > 0 ? WORD | (bits & UNSPACED) : bits & DIGIT;
    if (kind !== 0 && kind === running) continue;
    if (running !== 0) tokens.push(text.slice(from, at));
    running = kind;
    from = at;
    if (kind === 0 && (bits & SPACE) === 0) tokens.push(text[at] ?? "");
  }
  if (running !== 0) tokens.push(text.slice(from));
  return tokens;
}
