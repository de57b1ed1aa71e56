import type { Reading } from "./numbering-plan.ts";

/** How the digits of a number are set in groups, compared with how its country writes them. */
export type Grouping =
  | "bare"
  | "exact"
  | "alternate"
  | "joined"
  | "even"
  | "odd";

/**
 * Writings in general use beside the one libphonenumber formats with, for countries without a trunk prefix, where the
 * grouping is often the only sign. Group lengths by calling code.
 */
const ALTERNATES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  "34": [
    [3, 3, 3],
    [2, 3, 2, 2],
    [3, 2, 2, 2],
    [3, 6],
  ],
  "55": [
    [2, 9],
    [2, 8],
    [2, 5, 4],
    [2, 4, 4],
    [2, 1, 4, 4],
    [2, 3, 3, 3],
  ],
  "351": [
    [3, 3, 3],
    [2, 3, 4],
    [2, 3, 2, 2],
    [3, 2, 2, 2],
    [3, 6],
    [2, 7],
  ],
  "30": [
    [2, 4, 4],
    [3, 3, 4],
    [3, 7],
    [4, 6],
    [2, 8],
  ],
  "39": [
    [3, 3, 4],
    [3, 7],
    [3, 2, 2, 3],
    [3, 3, 2, 2],
    [3, 6],
    [3, 3, 3],
  ],
  "45": [[4, 4]],
  "47": [
    [3, 2, 3],
    [2, 2, 2, 2],
  ],
  "48": [
    [2, 3, 2, 2],
    [3, 3, 3],
    [2, 7],
  ],
  "420": [[3, 3, 3]],
  "352": [
    [2, 2, 2, 2],
    [2, 2, 2],
    [3, 3, 3],
    [3, 3],
  ],
  "353": [[2, 3, 4]],
  "354": [
    [3, 4],
    [3, 2, 2],
  ],
  "356": [
    [4, 4],
    [2, 2, 2, 2],
  ],
  "357": [
    [2, 6],
    [4, 4],
    [2, 3, 3],
  ],
  "371": [
    [2, 3, 3],
    [4, 4],
    [2, 2, 2, 2],
  ],
  "372": [
    [3, 4],
    [4, 4],
    [4, 3],
  ],
  "377": [[2, 2, 2, 2]],
  "852": [[4, 4]],
  "853": [[4, 4]],
  "65": [[4, 4]],
  "52": [
    [2, 4, 4],
    [3, 3, 4],
    [2, 2, 2, 2, 2],
  ],
  "56": [
    [1, 4, 4],
    [1, 8],
    [2, 3, 4],
    [1, 3, 2, 3],
  ],
  "57": [
    [3, 3, 4],
    [3, 7],
  ],
  "51": [[3, 3, 3]],
  "502": [[4, 4]],
  "503": [[4, 4]],
  "504": [[4, 4]],
  "505": [[4, 4]],
  "506": [
    [4, 4],
    [2, 2, 2, 2],
  ],
  "507": [
    [4, 4],
    [3, 4],
  ],
  "216": [
    [2, 3, 3],
    [2, 2, 2, 2],
  ],
  "965": [
    [4, 4],
    [3, 5],
  ],
  "968": [
    [4, 4],
    [2, 6],
  ],
  "973": [[4, 4]],
  "974": [[4, 4]],
  "977": [
    [4, 6],
    [3, 7],
    [2, 8],
    [2, 4, 4],
    [3, 3, 4],
    [5, 5],
  ],
  "995": [
    [3, 1, 2, 2, 2],
    [2, 1, 2, 2, 2],
    [3, 2, 2, 2],
    [3, 3, 3],
  ],
  "66": [
    [4, 4],
    [4, 4, 1],
  ],
  "86": [
    [3, 4, 4],
    [3, 3, 4],
    [3, 3, 5],
  ],
  "91": [
    [5, 5],
    [4, 3, 3],
    [3, 3, 4],
    [4, 6],
  ],
  "7": [
    [3, 3, 2, 2],
    [3, 3, 4],
  ],
};

function same(left: readonly number[], right: readonly number[]): boolean {
  return (
    left.length === right.length &&
    left.every((size, index) => size === right[index])
  );
}

/** True when each written group holds whole groups of the usual writing ("0171 2345678" of "0171 234 5678"). */
function joins(written: readonly number[], usual: readonly number[]): boolean {
  let at = 0;
  for (const size of written) {
    let sum = 0;
    while (sum < size && at < usual.length) {
      sum += usual[at] ?? 0;
      at += 1;
    }
    if (sum !== size) return false;
  }
  return at === usual.length;
}

/** "0151 70642633": an area code or the head of a mobile number, then all the rest. */
function isSplit(written: readonly number[], { trunk }: Reading): boolean {
  const [head = 0, rest = 0] = written;
  return written.length === 2 && head >= 2 && head <= 5 && rest >= 6 && trunk;
}

function isEven(written: readonly number[]): boolean {
  const tail = written[0] === 1 ? written.slice(1) : written;
  return (
    tail.length >= 2 &&
    tail.length <= 6 &&
    tail.every((size) => size >= 2 && size <= 5)
  );
}

/** "(05251) 6 21 36 6": pairs after the area code, and one digit before or behind them. */
function isPairsAndOnes(
  written: readonly number[],
  { trunk }: Reading,
): boolean {
  const tail = written.slice(written[0] === 1 ? 2 : 1);
  const middle = tail.slice(1, -1);
  return (
    trunk &&
    tail.length >= 3 &&
    Math.max(...tail) === 2 &&
    middle.every((size) => size === 2)
  );
}

/**
 * Groups of the national part: without the calling code, a "(0)" or the international prefix before it. Undefined when
 * a group straddles the border between them.
 */
function nationalPart(
  written: readonly number[],
  reading: Reading,
): readonly number[] | undefined {
  let surplus =
    written.reduce((sum, size) => sum + size, 0) -
    reading.nationalNumber.length;
  let at = 0;
  while (surplus > 0) {
    const size = written[at] ?? 0;
    if (size > surplus) return undefined;
    surplus -= size;
    at += 1;
  }
  return written.slice(at);
}

/** The grouping of a number written in groups of the given lengths. */
export function groupingOf(
  written: readonly number[],
  reading: Reading,
): Grouping {
  if (written.length === 1) return "bare";
  if (reading.writings.some((usual) => same(written, usual))) return "exact";
  const national = nationalPart(written, reading);
  if (national && reading.writings.some((usual) => same(national, usual))) {
    return "exact";
  }
  const alternates = ALTERNATES[reading.callingCode] ?? [];
  if (alternates.some((usual) => same(national ?? written, usual))) {
    return "alternate";
  }
  if (
    isSplit(written, reading) ||
    reading.writings.some(
      (usual) =>
        joins(written, usual) ||
        (national !== undefined && joins(national, usual)),
    )
  ) {
    return "joined";
  }
  if (reading.trunk && written.at(-1) === 1 && isEven(written.slice(0, -1)))
    return "even";
  return isEven(written) || isPairsAndOnes(written, reading) ? "even" : "odd";
}
