export type Standing = "line" | "field" | "inline";

const DECORATION = new Set(" \r\v\f\u2028\u2029\u00ad()[]<>*_★☎✆☏•·-");
const DELIMITER = new Set(";|\t");
const REACH = 8;

/** What bounds the number on one side: the line's end, a delimiter, or other text. */
function bound(text: string, from: number, step: 1 | -1): Standing {
  let at = from;
  for (let passed = 0; passed <= REACH; passed += 1) {
    const character = text[at] ?? "\n";
    if (character === "\n") return "line";
    if (DELIMITER.has(character)) return "field";
    if (!DECORATION.has(character)) return "inline";
    at += step;
  }
  return "inline";
}

/** How alone a number stands: on its line, in a delimited field, or among other text. */
export function standingOf(text: string, start: number, end: number): Standing {
  const before = bound(text, start - 1, -1);
  const after = bound(text, end, 1);
  if (before === "inline" || after === "inline") return "inline";
  return before === "line" && after === "line" ? "line" : "field";
}

const MAIL_BEFORE = /@[\w-]+(?:\.[\w-]+)+[>)]?[ ,;|/·•]{1,3}$/;
const MAIL_AFTER = /^[ ,;|/·•]{1,3}[<(]?[\w.+-]{1,40}@\w/;
const ADDRESS_REACH = 44;

/** True when nothing but a delimiter parts the number from an e-mail address: a row of a list of people. */
export function besideMail(text: string, start: number, end: number): boolean {
  const next = text.slice(end, end + ADDRESS_REACH);
  if (MAIL_AFTER.test(next)) return true;
  const before = text.slice(Math.max(0, start - ADDRESS_REACH), start);
  return before.includes("@") && MAIL_BEFORE.test(before);
}
