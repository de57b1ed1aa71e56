import { SUCCESSION_WORDS } from "./words/succession.ts";

/** A stretch of the text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

const FURTHEST = 24;
/** What stands between the numbers of a list: a sign or a small word, perhaps "(2)". */
const JOINT =
  /^[^\p{L}\p{N}\n]{0,4}(?:[,;/&|+•·)]|(?:or|and|or alternatively|also|oder|und|ou|et|o|y|e|i|og|och|eller|lub|oppure|или|и|или на|o al|o a|o llame al|or on|or call|or try|or text|oder unter|oder auf|ou au|ou le|ou pelo|ou no|o allo|lub pod|eller på|of op|nebo na|alebo na|ili na|або за|або|та|nebo|alebo|vagy|és|sau|ili|ali|tai|või|ja|vai|un|arba|ar|ir|ή|και|veya|ya da|yoki|və ya|ose|eða|edo|jew|neu|nó|oswa|noma|kapena|kana|atau|dan|hoặc|và|au|na|at|немесе|же|аль|أو|او|و|یا|او یا|או|या|वा|और|অথবা|বা|ወይም|ან|կամ|หรือ|และ|ຫຼື|ឬ|သို့မဟုတ်|或|或者|及|和|또는|または|もしくは)) ?[^\p{L}\p{N}\n]{0,4}(?:\d\) ?)?$/iu;

function joins(text: string, from: number, to: number): boolean {
  return (
    to >= from && to - from <= FURTHEST && JOINT.test(text.slice(from, to))
  );
}

const DECORATION = /[\s()[\]*•·-]/;
const MARGIN = 8;

/** True when only decoration stands between here and the border of the line. */
function atLineBorder(text: string, from: number, step: 1 | -1): boolean {
  let at = from;
  for (let passed = 0; passed <= MARGIN; passed += 1) {
    const character = text[at] ?? "\n";
    if (character === "\n") return true;
    if (!DECORATION.test(character)) return false;
    at += step;
  }
  return false;
}

/** Numbers that share a line with nothing but each other: all of them, where each by itself would fall short. */
function rowsOfTheirOwn<Match extends Stretch>(
  text: string,
  near: readonly Match[],
): Match[] {
  const rows: Match[] = [];
  let row: Match[] = [];
  for (const [index, match] of near.entries()) {
    const last = row.at(-1);
    if (last && match.start < last.end) continue;
    if (!last || !joins(text, last.end, match.start)) {
      row = atLineBorder(text, match.start - 1, -1) ? [match] : [];
      continue;
    }
    row.push(match);
    const next = near[index + 1];
    if (next && joins(text, match.end, next.start)) continue;
    if (atLineBorder(text, match.end, 1)) rows.push(...row);
    row = [];
  }
  return rows;
}

const SUCCESSION = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${SUCCESSION_WORDS.join("|")})(?![\\p{L}\\p{M}])`,
  "iu",
);
const LONGEST_SENTENCE = 64;

/** "The old line 246 428 1534 is disconnected, use 2464389035 instead": one number takes the place of another. */
function succeeds(text: string, from: number, to: number): boolean {
  if (to < from || to - from > LONGEST_SENTENCE) return false;
  const between = text.slice(from, to);
  return !/[\n\d]/.test(between) && SUCCESSION.test(between);
}

/**
 * What falls just short of being offered, and stands in a row with a number that is: "+591 71102814 / 71324644". Both
 * lists go by their first characters.
 */
export function besideNumbers<Match extends Stretch>(
  text: string,
  found: readonly Match[],
  near: readonly Match[],
): Match[] {
  if (near.length === 0) return [];
  const rows = rowsOfTheirOwn(text, near);
  const beside: Match[] = [];
  let at = 0;
  let covered = 0;
  for (const match of near) {
    while ((found[at]?.end ?? Number.POSITIVE_INFINITY) <= match.start) at += 1;
    const before = found[at - 1];
    const after = found[at];
    if (match.start < covered || (after && after.start < match.end)) continue;
    const inRow =
      (before &&
        (joins(text, before.end, match.start) ||
          succeeds(text, before.end, match.start))) ||
      (after && joins(text, match.end, after.start));
    if (!inRow) continue;
    beside.push(match);
    covered = match.end;
  }
  const taken = new Set(beside);
  return [...rows.filter((one) => !taken.has(one)), ...beside];
}
