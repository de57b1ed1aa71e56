/** "Casero: ", before a number. */
const COLON = /[\p{L}\p{M}]{3} ?: ?$/u;
/** "Rahul - ", first on its line. */
const DASH = /(?:^|\n)[\p{L}\p{M} .'’]{3,30} - ?$/u;
/** "Jason Tan ", first on its line or in a list. */
const NAME = /(?:^|\n|[,;] )(?:\p{Lu}[\p{L}\p{M}'’-]+ ){2,3}$/u;
/** "李明," or "王先生 ". */
const HAN_NAME = /(?:^|[\n\s,;:，])\p{Script=Han}{2,4}[,，: ]{0,2}$/u;
const ENDS = /^ ?(?:$|\n|[,;，])/u;
const LONGEST_NAME = 40;

/** True when all that stands before a number may be the name of somebody or something. */
export function isNamed(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_NAME), start);
  if (COLON.test(before)) return true;
  if (!ENDS.test(text.slice(end, end + 2))) return false;
  return DASH.test(before) || NAME.test(before) || HAN_NAME.test(before);
}
