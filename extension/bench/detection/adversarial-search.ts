import {
  findPhoneNumbers,
  forget,
} from "../../src/detection/find-phone-numbers.ts";
import { Random } from "./cases/random.ts";

/** A text is its parts over and over; "9" in a part is drawn anew each time. */
type Family = readonly string[];

export interface Finding {
  readonly bench: "adversarial-search";
  readonly family: string;
  readonly region: string;
  /** For 200,000 characters, reckoned from fewer. */
  readonly ms: number;
}

const PARTS: readonly string[] = [
  ..."9 99 999 9999 99999 999999 9999999 99999999 030 0171 201 +49 +1 +44 +55 00 011 8 1 2015559999 03023999999 06 2024 1999".split(
    " ",
  ),
  ...[" ", "  ", "-", " - ", "/", " / ", ".", ", ", "; ", "\n", "\t", "|", ":"],
  ...["(", ")", "[", "]", "+", "#", "@", "*", "'", "~", "€", "°", "=", "_"],
  ...["\u00ad", "\u200b", "\u0301", "９９９", "٠١٢", "९८", "\u{1d7d9}", "電話"],
  ...["Tel", "tel ", "Fax: ", "no. ", "Nr", "№ ", "Order ", "Az. ", "S. "],
  ...["ext. ", "x9", " DW ", "a", "Z", "R.U.T. ", "ABCDEF", "und ", " or "],
  ...["телефон ", "号码", "โทร", "ת״ז ", "orderId: ", '"key": "', "www.a.b "],
  ...["jo@example.com ", "word ", "Bestellnummer ", "(0)", "1-800-FLOWERS "],
  ...["10:30 ", "2024-01-15 ", "192.168.1.1 ", "12.345.678-5", " 24/7", "8am"],
];
const REGIONS = ["DE", "US", "BR", "IN", "MX", "IT", "CN", "AT", "KR", "AR"];
const FULL = 200_000;
const TRIAL = 10_000;
const LONGER = 60_000;
const MOST_PARTS = 9;

/** The family's text, of the given length. */
export function textOf(family: Family, length: number): string {
  const random = new Random(11);
  const unit = family.join("");
  let text = "";
  while (text.length < length)
    text += unit.replaceAll("9", () => String(random.between(0, 9)));
  return text.slice(0, length);
}

function cost(
  family: Family,
  region: string,
  length: number,
  passes: number,
): number {
  const text = textOf(family, length);
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass += 1) {
    forget();
    const from = performance.now();
    findPhoneNumbers(text, { defaultCountry: region });
    best = Math.min(best, performance.now() - from);
  }
  return (best * FULL) / length;
}

function changed(random: Random, family: Family): Family {
  const at = random.between(0, family.length - 1);
  const part = random.pick(PARTS);
  switch (random.between(0, 4)) {
    case 0:
      return family.toSpliced(at, 0, part).slice(0, MOST_PARTS);
    case 1:
      return family.length > 1 ? family.toSpliced(at, 1) : [part];
    case 2:
      return family.toSpliced(at, 1, part);
    case 3:
      return [...family, ...family].slice(0, MOST_PARTS);
    default:
      return family.toSpliced(at, 0, random.pick(family)).slice(0, MOST_PARTS);
  }
}

function draw(random: Random): Family {
  return Array.from({ length: random.between(1, 6) }, () => random.pick(PARTS));
}

/** Climbs from the worst of some drawn families to a worse one, for one country. */
function climb(random: Random, region: string, steps: number): Finding {
  const drawn = Array.from({ length: 40 }, () => draw(random));
  const rated = drawn.map(
    (family) => [cost(family, region, TRIAL, 2), family] as const,
  );
  let [most, worst] = rated.reduce((left, right) =>
    right[0] > left[0] ? right : left,
  );
  for (let step = 0; step < steps; step += 1) {
    const next = changed(random, worst);
    if (cost(next, region, TRIAL, 2) <= most) continue;
    const again = cost(next, region, TRIAL, 4);
    if (again > most) [most, worst] = [again, next];
  }
  const ms = Math.round(10 * cost(worst, region, LONGER, 4)) / 10;
  return {
    bench: "adversarial-search",
    family: worst.join(""),
    region,
    ms,
  };
}

/** Looks for texts that cost more than those of the bench: a seeded climb for each country, over and over. */
export function* searchAdversarial(
  seed: number,
  rounds: number,
): Generator<Finding> {
  const random = new Random(seed);
  for (let round = 0; round < rounds; round += 1)
    for (const region of REGIONS) yield climb(random, region, 120);
}
