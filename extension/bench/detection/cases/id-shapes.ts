import type { Random } from "./random.ts";

function withCheck(
  body: string,
  weights: readonly number[],
  modulus: number,
  finish: (rest: number) => number,
): string {
  let sum = 0;
  for (const [index, digit] of [...body].entries()) {
    sum += Number(digit) * (weights[index % weights.length] ?? 1);
  }
  return body + String(finish(sum % modulus) % 10);
}

function luhn(body: string): string {
  const weights = body.length % 2 === 0 ? [1, 2] : [2, 1];
  let sum = 0;
  for (const [index, digit] of [...body].entries()) {
    const value = Number(digit) * (weights[index % 2] ?? 1);
    sum += value > 9 ? value - 9 : value;
  }
  return body + String((10 - (sum % 10)) % 10);
}

function grouped(digits: string, sizes: readonly number[], between: string) {
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups.join(between);
}

function compactDate(random: Random): string {
  const month = String(random.between(1, 12)).padStart(2, "0");
  const day = String(random.between(1, 28)).padStart(2, "0");
  return `${random.between(1990, 2030)}${month}${day}`;
}

/** What else is written in digits on pages, each in the way its readers know it. */
export const ID_SHAPES: Readonly<Record<string, (random: Random) => string>> = {
  epoch: (random) =>
    `1${random.between(5, 7)}${random.digits(random.pick([8, 11]))}`,
  compact: compactDate,
  compactstamp: (random) => `${compactDate(random)}${random.digits(6)}`,
  imei: (random) => luhn(`35${random.digits(12)}`),
  siren: (random) => grouped(luhn(random.digits(8)), [3, 3, 3], " "),
  siret: (random) => grouped(luhn(random.digits(13)), [3, 3, 3, 5], " "),
  nhs: (random) => grouped(random.digits(10), [3, 3, 4], " "),
  ssn: (random) => grouped(random.digits(9), [3, 2, 4], "-"),
  ein: (random) => grouped(random.digits(9), [2, 7], "-"),
  abn: (random) => grouped(random.digits(11), [2, 3, 3, 3], " "),
  aadhaar: (random) =>
    grouped(`${random.between(2, 9)}${random.digits(11)}`, [4, 4, 4], " "),
  cuit: (random) => grouped(`20${random.digits(9)}`, [2, 8, 1], "-"),
  nip: (random) =>
    grouped(
      withCheck(random.digits(9), [6, 5, 7, 2, 3, 4, 5, 6, 7], 11, (n) => n),
      [3, 3, 2, 2],
      "-",
    ),
  vat: (random) =>
    random.pick([
      `DE${random.digits(9)}`,
      `GB ${grouped(random.digits(9), [3, 4, 2], " ")}`,
      `FR ${random.digits(2)} ${grouped(random.digits(9), [3, 3, 3], " ")}`,
      `NL${random.digits(9)}B01`,
      `ATU${random.digits(8)}`,
      `IT${random.digits(11)}`,
    ]),
  serial: (random) =>
    random.pick([
      `SN-${random.digits(10)}`,
      `${random.digits(4)}-AB-${random.digits(6)}`,
      `${random.digits(10)}-A`,
      `A${random.digits(9)}`,
      `${random.digits(3)}-${random.digits(7)}-${random.digits(7)}`,
    ]),
  amounts: (random) =>
    Array.from({ length: 4 }, () => random.between(1000, 99999)).join(" "),
  decimals: (random) =>
    Array.from(
      { length: 3 },
      () => `${random.between(1, 999)}.${random.digits(3)}`,
    ).join(" "),
  run: (random) => `${random.between(3, 9)}${random.digits(8)}`,
  longrun: (random) => random.digits(random.between(16, 24)),
  csv: (random) =>
    Array.from({ length: 5 }, () => random.between(10, 9999)).join(","),
  ratio: (random) =>
    `${random.between(100, 999)}/${random.between(100, 999)} ${random.between(1000, 9999)}`,
  grid: (random) => `TQ ${random.digits(5)} ${random.digits(5)}`,
  bytes: (random) => `${random.digits(9)} of ${random.digits(9)}`,
};
