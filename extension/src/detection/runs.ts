/** What a run begins with, up to its first digit: brackets and a plus sign. */
const LEAD = /(?:\(?\+(?:[ \u00ad](?=[1-9(]))?\(?|[([])\d$/;
const LONGEST_LEAD = 4;
/** From a run's first digit to its last. */
const RUN = /\d(?:[ \-./()[\]~\u00ad]{0,5}\d)*/y;
/** Where the next digit stands, or -1. */
export function nextDigit(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) return at;
  }
  return -1;
}

/** Where the run begins whose first digit stands at `digit`; not before `from`. */
export function runStart(text: string, from: number, digit: number): number {
  const before = text[digit - 1];
  if (digit === from || before === undefined || !"+([ \u00ad".includes(before))
    return digit;
  const near = text.slice(Math.max(from, digit - LONGEST_LEAD), digit + 1);
  const lead = LEAD.exec(near)?.[0].length ?? 1;
  return digit + 1 - lead;
}

/** Where the run ends whose first digit stands at `digit`. */
export function runEnd(text: string, digit: number): number {
  RUN.lastIndex = digit;
  RUN.test(text);
  return RUN.lastIndex;
}
