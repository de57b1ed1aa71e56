import { isIdAbbreviation } from "./vocabulary.ts";

const WINDOW = 40;
const SAYS_SOMETHING = /[\p{L}#№§]/u;
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

function plainLabel(label: string): string {
  const plain = /@|:\/\/|www\./.test(label)
    ? label.replace(NET_ADDRESS, ";")
    : label;
  return plain
    .replace(/[\u00adª]/g, "")
    .replace(/º/g, "°")
    .replace(JOINED_KEY, "$1 $2")
    .replace(INITIALS, spelt)
    .toLowerCase();
}

/** What stands before a number on its line and may name it, in lower case. */
export function windowBefore(text: string, start: number): string {
  if (start === 0 || text[start - 1] === "\n") return "";
  const from = Math.max(0, start - WINDOW);
  const whole = text.slice(from, start);
  const line = whole.slice(whole.lastIndexOf("\n") + 1);
  if (!SAYS_SOMETHING.test(line)) return "";
  const cutWord =
    from > 0 &&
    line.length === whole.length &&
    /[\p{L}\p{M}]/u.test(text[from - 1] ?? "");
  const kept = cutWord ? line.replace(/^[\p{L}\p{M}]+/u, "") : line;
  return plainLabel(kept);
}
