/** A number with letters, in a toll-free shape. Offsets are of the text as given. */
export interface Vanity {
  readonly start: number;
  readonly end: number;
  /** The same number with the keypad's digits. */
  readonly digits: string;
}

/** The toll-free ranges that are advertised as words, and how many keys follow the range. */
const RANGES: readonly {
  readonly range: string;
  readonly keys: string;
  /** The keys may be two words. */
  readonly words?: boolean;
}[] = [
  {
    // North America
    range: "(?:\\+?1[-. ]?)?\\(?8(?:00|33|44|55|66|77|88)\\)?",
    keys: "7",
  },
  {
    // Australia: free and local-rate numbers
    range: "(?:\\+61[- ]?)?1[38]00",
    keys: "6",
    words: true,
  },
  {
    // Australia: short local-rate numbers; only after a word to call
    range: "13(?= [A-Z]{4}(?![A-Z]))(?! (?:JULY|JUNE|DAYS|WEEK|YEAR|TONS))",
    keys: "4",
  },
  {
    // Britain, Ireland, New Zealand, South Africa and others
    range: "0800",
    keys: "6,7",
  },
];

const SHAPE = new RegExp(
  `(?<![\\p{L}\\p{N}_/#@.-])(?:${RANGES.map(
    ({ range, keys, words }) =>
      `${range}[-. ](?=[0-9-]{0,4}[A-Z][A-Z0-9-]*[A-Z])${words ? "(?![A-Z]* [A-Z]* [A-Z])" : ""}[A-Z0-9](?:[-${words ? " " : ""}]?[A-Z0-9]){${keys
        .split(",")
        .map((count) => Number(count) - 1)
        .join(",")}}`,
  ).join("|")})(?![\\p{L}\\p{N}_@-])`,
  "gu",
);
const QUICK = /8\d\d\)?[-. ][A-Z0-9-]{0,4}[A-Z]|1?[38]00[- ][A-Z]|13 [A-Z]{4}/;

const KEYPAD = "22233344455566677778889999";
const LETTER_A = 0x41;

function keyOf(letter: string): string {
  return KEYPAD[letter.charCodeAt(0) - LETTER_A] ?? "";
}

/** True when the text holds something in the shape of a vanity number. */
export function hasVanity(text: string): boolean {
  return QUICK.test(text);
}

/** Vanity numbers of a normalised text, in reading order. */
export function scanVanity(text: string): Vanity[] {
  if (!hasVanity(text)) return [];
  return [...text.matchAll(SHAPE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    digits: match[0].replace(/[A-Z]/g, keyOf).replace(/[^+\d]/g, ""),
  }));
}
