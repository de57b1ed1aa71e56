import { INVISIBLE } from "./normalise.ts";

const LETTER = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
const DIGIT = /[0-9]/;

/** Labels people write without a space before the number: "TEL03-1234-5678", "Phone=…", "T.030…". */
const TIGHT_LABEL =
  /(?:^|[^\p{L}])(?:tel|telefon[eo]?|(?:phone|mobile|contact|tel)[_-]?(?:no|number|phone)|t[ée]l|t[ée]l[ée]phone|phone|fone|fax|ph|mob|mobile|mobil|cell|call|handy|gsm|fon|whatsapp|sms|hp|wa|тел|телефон|факс|моб|τηλ|φαξ|κιν)[.:=/#-]{0,2}$|(?:^|[^\p{L}\p{N}])[tfmpтф][.:]$/iu;

/** "ku-073 518 0833", "ngo-031 …": at or by, which Zulu and Xhosa write as one with the number. */
const JOINED_BEFORE =
  /(?:^|[\s(,;])(?:[nk]w?[aiu]|kwe|ko|nga|nge|ngo|no|e|u)-$/iu;

const LABEL_AHEAD =
  /^(?:tel|fax|phone|mob|cell|t[ée]l|whatsapp|тел|факс|моб|τηλ|φαξ|[tfm][.:])/iu;

const ALWAYS_BEFORE = new Set("_@\\^%&£$€¥₹₽₩₺₴₫฿?");
const NEEDS_LABEL_BEFORE = new Set("#=/");
const ALWAYS_AFTER = new Set("_@\\^=%°€$£¥₹₽₩₺₴₫฿′″²³+");
const CURRENCY = /[$€£¥₹₽₩₺₴₫฿]/;
const UNIT_AFTER_SPACE = /[$€£¥₹₽₩₺₴₫฿%°]/;
const LOOK_BACK = 16;
const LONGEST_ADDRESS = 96;

/** In "https://example.com/?phone=2015550123" the label is part of an address. */
function insideAddress(text: string, end: number): boolean {
  const before = text.slice(Math.max(0, end - LONGEST_ADDRESS), end);
  return /:\/\/[^\s]*$|www\.[^\s]*$/.test(before);
}

function hasTightLabel(text: string, end: number): boolean {
  const before = text.slice(Math.max(0, end - LOOK_BACK), end);
  return (
    TIGHT_LABEL.test(before.replaceAll(INVISIBLE, "")) &&
    !insideAddress(text, end)
  );
}

function hasJoinedWord(text: string, start: number): boolean {
  const next = text[start] ?? "";
  return (
    text[start - 1] === "-" &&
    (next === "0" || next === "+") &&
    JOINED_BEFORE.test(text.slice(Math.max(0, start - LOOK_BACK), start))
  );
}

/** "06 1 234 5678-as", "-on", "-ra": case endings of Hungarian, Estonian, Basque and Turkic languages. */
const ENDING =
  /-(?:[aeoöu]s|[aeoö][nt]|[áé]n|r[ae]|v[ae]l|t[óő]l|n[áé]l|h[oeö]z|b[ae]n?|le?|st|tik|era|ko|g[ae]|k[ae]|d[ae]n|n?[iı]|ны|ні|нен|г[ае]|ғ[ае]|қ[ае]|к[ае]|д[ае]н|ით|ზე|ով|ին)(?!\p{L}|-)/uy;

function hasEnding(text: string, at: number): boolean {
  ENDING.lastIndex = at;
  return ENDING.test(text);
}

function hasLabelAt(text: string, start: number): boolean {
  return LABEL_AHEAD.test(text.slice(start, start + LOOK_BACK));
}

function visibleBefore(text: string, start: number): number {
  let at = start - 1;
  while (at >= 0 && text[at] === INVISIBLE) at -= 1;
  return at;
}

function joinsBackward(text: string, at: number): boolean {
  const character = text[at] ?? "";
  const before = text[at - 1] ?? "";
  if (ALWAYS_BEFORE.has(character)) return true;
  if (NEEDS_LABEL_BEFORE.has(character)) return !hasTightLabel(text, at + 1);
  if (character === ":" || character === "'" || character === "*") {
    return DIGIT.test(before);
  }
  if (character === "." || character === "-") {
    if (DIGIT.test(before) || before === "." || before === "-") return true;
    if (!LETTER.test(before) || hasJoinedWord(text, at + 1)) return false;
    return !hasTightLabel(text, at + 1);
  }
  return LETTER.test(character) && !hasTightLabel(text, at + 1);
}

/** "Sales-7135550123", "Work#201…"; not "SKU-1", "x/order-1". */
const TIED =
  /(?:^|[\s,;|(])(?:\p{L}[\p{Ll}\p{Lo}]{2,15}[-=#]|(?:[a-z]{2,12}_)?(?:to|from|src|dst|cli|ani|number)=)$|\p{L} @$/u;
const TIES = "-=#@";

/** True when only a sign stands between a word and `start`: the word has to say that it is a number. */
export function tiedToWord(text: string, start: number): boolean {
  return (
    TIES.includes(text[start - 1] ?? " ") &&
    TIED.test(text.slice(Math.max(0, start - LOOK_BACK), start)) &&
    !hasJoinedWord(text, start)
  );
}

/** True when what stands before `start` makes the digits there part of something else: a URL, a price, a name. */
export function touchesBefore(text: string, start: number): boolean {
  const at = visibleBefore(text, start);
  if (at < 0) return false;
  if (text[at] === " ") return CURRENCY.test(text[at - 1] ?? "");
  return joinsBackward(text, at);
}

/** True when what stands after `end` makes the digits before it part of something else. */
export function touchesAfter(text: string, end: number): boolean {
  let at = end;
  while (text[at] === INVISIBLE) at += 1;
  const character = text[at] ?? "";
  const next = text[at + 1] ?? "";
  if (character === "") return false;
  if (character === " ") return UNIT_AFTER_SPACE.test(next);
  if (ALWAYS_AFTER.has(character)) return true;
  if (character === "/") return LETTER.test(next) && !hasLabelAt(text, at + 1);
  if (character === "-") return LETTER.test(next) && !hasEnding(text, at);
  if (character === ".") return /[a-z0-9]/.test(next);
  if (character === ":" || character === "'" || character === "*") {
    return DIGIT.test(next);
  }
  return LETTER.test(character);
}
