export type Standing = "line" | "field" | "inline";

const DECORATION = /[\s\u00ad()[\]<>*_★☎📞✆☏📱•·–-]/u;
const DELIMITER = /[;|\t]/;
const REACH = 8;

/** What bounds the number on one side: the line's end, a delimiter, or other text. */
function bound(text: string, from: number, step: 1 | -1): Standing {
  let at = from;
  for (let passed = 0; passed <= REACH; passed += 1) {
    const character = text[at] ?? "\n";
    if (character === "\n") return "line";
    if (DELIMITER.test(character)) return "field";
    if (!DECORATION.test(character)) return "inline";
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
