import {
  bitsOf,
  bitsOfAll,
  CAPITAL,
  HALF,
  JOINT,
  LETTER,
  LOWERS,
  MARK,
  RAISED,
  SIGN,
} from "./characters.ts";
import { isIdAbbreviation } from "./vocabulary.ts";

const WINDOW = 40;
const SAYS_SOMETHING = LETTER | SIGN | HALF;
/** "orderId", "phoneNumber": two words written as one in data. */
const JOINED_KEY = /(\p{Ll})(Id|ID|No|Nr|Num|Number|Code|Ref|Key)(?!\p{Ll})/gu;
/** The words of an address on the net say nothing of the number after it. */
const NET_ADDRESS = /\S*(?:@|:\/\/|www\.)\S*(?=\s)/g;

/** "R.U.T.", "a/c", "ת״ז", "RUT". */
const INITIALS =
  /(?<![\p{L}\p{N}./])\p{L}(?:(?:\. ?|["/״])\p{L})+(?![\p{L}\p{M}])|(?<![\p{L}\p{N}./-])\p{Lu}{2,8}(?![\p{L}\p{M}])/gu;

function spelt(initials: string): string {
  const letters = initials.replace(/[^\p{L}]/gu, "");
  return isIdAbbreviation(letters) ? "id" : initials;
}

function withoutAddresses(label: string): string {
  return label.includes("@") || /:\/\/|www\./.test(label)
    ? label.replace(NET_ADDRESS, ";")
    : label;
}

const JOINS_INITIALS = new Set([0x22, 0x2e, 0x2f, 0x5f4]);
const FULL_STOP = 0x2e;
const SPACE = 0x20;

function letterFollows(label: string, joint: number): boolean {
  const spaced =
    label.charCodeAt(joint) === FULL_STOP &&
    label.charCodeAt(joint + 1) === SPACE;
  const code = label.charCodeAt(spaced ? joint + 2 : joint + 1);
  return (bitsOf(code) & (LETTER | HALF)) > 0;
}

/** Cheap: a letter before another capital, or joined to another letter by a sign. */
function mayHoldInitials(label: string): boolean {
  let before = 0;
  for (let at = 0; at < label.length; at += 1) {
    const code = label.charCodeAt(at);
    const bits = bitsOf(code);
    if ((before & HALF) > 0 || (bits & before & CAPITAL) > 0) return true;
    const joins = (before & LETTER) > 0 && JOINS_INITIALS.has(code);
    if (joins && letterFollows(label, at)) return true;
    before = bits;
  }
  return false;
}

/** `bits` are those of all its characters: what they rule out is not looked for. */
function plainLabel(label: string, bits: number): string {
  const has = (sought: number) => (bits & (sought | HALF)) > 0;
  let plain = has(JOINT) ? withoutAddresses(label) : label;
  if (has(RAISED)) plain = plain.replace(/[\u00adª]/g, "").replace(/º/g, "°");
  if (has(CAPITAL)) plain = plain.replace(JOINED_KEY, "$1 $2");
  if (has(CAPITAL | JOINT) && mayHoldInitials(plain))
    plain = plain.replace(INITIALS, spelt);
  return has(LOWERS) ? plain.toLowerCase() : plain;
}

/** What stands before a number on its line and may name it, in lower case. */
export function windowBefore(text: string, start: number): string {
  if (start === 0 || text[start - 1] === "\n") return "";
  const from = Math.max(0, start - WINDOW);
  const whole = text.slice(from, start);
  const line = whole.slice(whole.lastIndexOf("\n") + 1);
  const bits = bitsOfAll(line);
  if ((bits & SAYS_SOMETHING) === 0) return "";
  const cutWord =
    from > 0 &&
    line.length === whole.length &&
    (bitsOf(text.charCodeAt(from - 1)) & (LETTER | MARK)) > 0;
  const kept = cutWord ? line.replace(/^[\p{L}\p{M}]+/u, "") : line;
  return plainLabel(kept, bits);
}
