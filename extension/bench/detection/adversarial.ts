import {
  findPhoneNumbers,
  forget,
} from "../../src/detection/find-phone-numbers.ts";
import { textOf } from "./adversarial-search.ts";
import { Random } from "./cases/random.ts";

export interface AdversarialLine {
  readonly bench: "adversarial";
  readonly text: string;
  readonly bytes: number;
  readonly region: string;
  readonly ms: number;
}

const LENGTH = 200_000;

function fill(unit: string): string {
  return unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
}

function draw(make: (random: Random) => string): string {
  const random = new Random(9);
  let text = "";
  while (text.length < LENGTH) text += make(random);
  return text.slice(0, LENGTH);
}

/** Texts made to cost as much as possible, each of 200,000 characters. */
export const ADVERSARIAL: Readonly<Record<string, string>> = {
  digits: fill("1"),
  "random digits": draw((random) => random.digits(50)),
  "1-1-1-": fill("1-"),
  "1 1 1": fill("1 "),
  "12 34 56": draw((random) => `${random.digits(2)} `),
  "1/1/1": fill("1/"),
  "1 - 1 - 1": fill("1 - "),
  brackets: fill("(1)"),
  "open brackets": fill("(("),
  "open brackets and digits": fill("(1("),
  "plus signs": fill("+"),
  "plus and digit": fill("+1"),
  dots: fill("1.1."),
  "near misses": draw(
    (random) =>
      `0${random.digits(2)} ${random.digits(4)} ${random.digits(2)}, `,
  ),
  "different numbers": draw((random) => `030 23${random.digits(6)}, `),
  "different numbers, one a line": draw(
    (random) => `030 23${random.digits(6)}\n`,
  ),
  "valid in the US, one a line": draw(
    (random) => `(201) 23${random.digits(1)}-${random.digits(4)}\n`,
  ),
  "valid in the US, bare": draw((random) => `20123${random.digits(5)}, `),
  "unknown words": draw((random) => `Zug: 020 7${random.digits(7)}, `),
  "different numbers, spaced": draw((random) => `030 23${random.digits(6)} `),
  "different international numbers": draw(
    (random) => `+4930${random.digits(7)}, `,
  ),
  "different slashed groups": draw((random) => `${random.digits(5)}/`),
  "different dashed groups": draw((random) => `${random.digits(4)} - `),
  labels: fill("tel tel tel 030231250 "),
  extensions: fill("x1x1x1 ext. "),
  invisible: fill("1\u00ad\u200b\u2060"),
  "letters of other scripts": fill("电话1号码"),
  dates: fill("2024-01-15 10:30:00 "),
  decimals: draw((random) => `${random.digits(3)}.${random.digits(5)} `),
  vanity: fill("800-ABCDEF-"),
  URL: `https://example.com/?${fill("a=2015550123&")}`,
};

/** The worst that the search came upon, with what each makes dear. */
const SEARCHED: readonly {
  readonly reason: string;
  readonly family: string;
}[] = [
  {
    reason:
      "Signs and marks in place of words: no label, and all must be read.",
    family: "1\u0301017106)1\u0301№ ",
  },
  {
    reason: "A script without spaces: any term may end anywhere.",
    family: "030030電話",
  },
  {
    reason: "The same with digits and an id that end it.",
    family: "12.345.678-5โทร+55",
  },
  {
    reason: "Vanity numbers, each with a label to look for.",
    family: "1-800-FLOWERS ",
  },
  {
    reason: "Vanity numbers where brackets and other digits part them.",
    family: "[1-800-FLOWERS [1-800-FLOWERS [\u{1d7d9} / [",
  },
  {
    reason: "Capitals and a sign that take the window's spelling out.",
    family: "[№  DW 999999[",
  },
  {
    reason: "Digits of another script between words: every unit is replaced.",
    family: ";  DW ٠١٢9999 DW ٠١٢9999; ",
  },
  {
    reason: "Full-width digits, a hidden mark, numbers that fail late.",
    family: "９９９\u00ad DW 2015559999:))2015559999",
  },
  {
    reason: "Initials joined by a sign, in a script with no capitals.",
    family: "00ת״ז 8ת״ז (0)9999999",
  },
];

function* allTexts(): Generator<readonly [string, string]> {
  yield* Object.entries(ADVERSARIAL);
  for (const { reason, family } of SEARCHED)
    yield [reason, textOf([family], LENGTH)];
}

function measure(name: string, text: string, region: string): AdversarialLine {
  let ms = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 5; pass += 1) {
    forget();
    const from = performance.now();
    findPhoneNumbers(text, { defaultCountry: region });
    ms = Math.min(ms, performance.now() - from);
  }
  return {
    bench: "adversarial",
    text: name,
    bytes: text.length,
    region,
    ms: Math.round(ms * 10) / 10,
  };
}

/** The best of five, each with nothing remembered, for the two countries whose plans ask for most work. */
export function* benchAdversarial(): Generator<AdversarialLine> {
  for (const [name, text] of allTexts()) {
    for (const region of ["DE", "US"]) yield measure(name, text, region);
  }
}
