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
import { spellInitials } from "./initials.ts";

const WINDOW = 40;
const SAYS_SOMETHING = LETTER | SIGN | HALF;
/** "orderId", "phoneNumber": two words written as one in data. */
const JOINED_KEY = /(\p{Ll})(Id|ID|No|Nr|Num|Number|Code|Ref|Key)(?!\p{Ll})/gu;
/** The words of an address on the net say nothing of the number after it. */
const NET_ADDRESS = /\S*(?:@|:\/\/|www\.)\S*(?=\s)/g;

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
  return (bitsOf(code) & LETTER) > 0;
}

/** Cheap: a letter joined to another by a sign, or two capitals, make initials; a small letter before "Id" a key. */
function spellingsIn(label: string): { initials: boolean; key: boolean } {
  let before = 0;
  let initials = false;
  let key = false;
  for (let at = 0; at < label.length; at += 1) {
    const code = label.charCodeAt(at);
    const bits = bitsOf(code);
    if ((before & LETTER) > 0) {
      if ((bits & CAPITAL) > 0) {
        if ((before & CAPITAL) > 0) initials = true;
        else key = true;
      } else if (JOINS_INITIALS.has(code) && letterFollows(label, at))
        initials = true;
    }
    before = bits;
  }
  return { initials, key };
}

/** `bits` are those of all its characters: what they rule out is not looked for. */
function plainLabel(label: string, bits: number): string {
  let plain = (bits & JOINT) > 0 ? withoutAddresses(label) : label;
  if ((bits & RAISED) > 0)
    plain = plain.replace(/[\u00adª]/g, "").replaceAll("º", "°");
  if ((bits & (CAPITAL | JOINT)) === 0) return plain;
  const { initials, key } = spellingsIn(plain);
  if (key) plain = plain.replace(JOINED_KEY, "$1 $2");
  return initials ? spellInitials(plain) : plain;
}

let lastText = "";
let lastLowered = "";

/** The text in lower case, remembered: many numbers are asked for in one. Undefined where the length changes. */
function lowered(text: string): string | undefined {
  if (text !== lastText) {
    lastText = text;
    lastLowered = text.toLowerCase();
  }
  return lastLowered.length === text.length ? lastLowered : undefined;
}

/** Where the window of a number begins: after a line feed, and after a word that would be cut. */
function windowStart(text: string, start: number): number {
  const reach = Math.max(0, start - WINDOW);
  const from = reach + text.slice(reach, start).lastIndexOf("\n") + 1;
  if (from === 0 || from > reach || !isWordAt(text, from - 1)) return from;
  let at = from;
  while (at < start && isWordAt(text, at)) at += 1;
  return at;
}

function isWordAt(text: string, at: number): boolean {
  return (bitsOf(text.charCodeAt(at)) & (LETTER | MARK)) > 0;
}

/** Where the words that may name a number begin; `start` itself where none can stand. */
export function wordsBegin(text: string, start: number): number {
  return start === 0 || text[start - 1] === "\n"
    ? start
    : windowStart(text, start);
}

/** Cheap: false where neither a letter nor a sign for a word stands between the two places. */
export function saysSomething(
  text: string,
  from: number,
  start: number,
): boolean {
  for (let at = start - 1; at >= from; at -= 1)
    if ((bitsOf(text.charCodeAt(at)) & SAYS_SOMETHING) > 0) return true;
  return false;
}

/** What stands between the two places, in lower case; empty where it says nothing. */
export function windowBetween(
  text: string,
  from: number,
  start: number,
): string {
  const label = text.slice(from, start);
  const bits = bitsOfAll(label);
  if ((bits & SAYS_SOMETHING) === 0) return "";
  const plain = plainLabel(label, bits);
  if ((bits & LOWERS) === 0) return plain;
  const known = plain === label ? lowered(text) : undefined;
  return known?.slice(from, start) ?? plain.toLowerCase();
}

/** What stands before a number on its line and may name it, in lower case. */
export function windowBefore(text: string, start: number): string {
  return windowBetween(text, wordsBegin(text, start), start);
}
